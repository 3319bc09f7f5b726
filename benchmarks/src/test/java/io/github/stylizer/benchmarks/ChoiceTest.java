package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkListEntry;

class ChoiceTest {
  private static final Effort EFFORT = new Effort(1, 1, 1);
  private static final List<BenchmarkListEntry> BENCHMARKS =
      List.of(
          Benchmarks.entry("org.example.Net.photos", Mode.SampleTime, Map.of()),
          Benchmarks.entry("org.example.Net.styles", Mode.SampleTime, Map.of()),
          Benchmarks.entry("org.example.Image.decode", Mode.SampleTime, Map.of()));
  private static final List<Section> SECTIONS =
      List.of(
          Section.of("nets", "Networks", "", Selection.of("Net\\.", EFFORT)),
          Section.of("images", "Images", "", Selection.of("Image\\.", EFFORT)),
          Section.of("none", "None", "", Selection.of("Missing", EFFORT)));

  private static List<String> chosen(String... names) {
    return new Choice(List.of(names))
        .of(SECTIONS, BENCHMARKS).stream()
            .flatMap(section -> section.runs().stream())
            .map(BenchmarkRun::shortName)
            .toList();
  }

  @Test
  void withoutNamesEverythingIsChosen() {
    assertThat(chosen()).containsExactly("Net.photos", "Net.styles", "Image.decode");
    assertThat(new Choice(List.of()).includesRatios()).isTrue();
  }

  @Test
  void namesAreOfSectionsOrPartsOfBenchmarks() {
    assertThat(chosen("nets")).containsExactly("Net.photos", "Net.styles");
    assertThat(chosen("Net.styles", "images")).containsExactly("Net.styles", "Image.decode");
    assertThat(chosen("ratios")).isEmpty();
    assertThat(new Choice(List.of("ratios", "nets")).includesRatios()).isTrue();
    assertThat(new Choice(List.of("nets")).includesRatios()).isFalse();
  }

  @Test
  void aNameThatStandsForNothingIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Choice(List.of("nets", "nonsense")).check(SECTIONS, BENCHMARKS))
        .withMessage(
            "there is no section or benchmark nonsense: there are the sections nets, images, none,"
                + " ratios");
    assertThatCode(() -> new Choice(List.of("ratios", "decode")).check(SECTIONS, BENCHMARKS))
        .doesNotThrowAnyException();
  }
}
