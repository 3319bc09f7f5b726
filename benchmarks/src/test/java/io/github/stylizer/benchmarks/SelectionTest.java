package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.runner.BenchmarkListEntry;

class SelectionTest {
  private static final Effort EFFORT = new Effort(1, 2, 3);
  private static final BenchmarkListEntry PHOTOS =
      Benchmarks.entry(
          "org.example.Net.photos",
          Mode.SampleTime,
          Map.of("base", new String[] {"8", "16"}, "size", new String[] {"256"}));

  @Test
  void allCombinationsAreRun() {
    Selection selection =
        Selection.of("Net\\.", EFFORT).with("size", 512, 1024).with("base", 8, 32).threads(1, 4);

    assertThat(selection.runs(List.of(PHOTOS)))
        .extracting(BenchmarkRun::toString)
        .containsExactly(
            "Net.photos size=512 base=8",
            "Net.photos size=512 base=8 threads=4",
            "Net.photos size=512 base=32",
            "Net.photos size=512 base=32 threads=4",
            "Net.photos size=1024 base=8",
            "Net.photos size=1024 base=8 threads=4",
            "Net.photos size=1024 base=32",
            "Net.photos size=1024 base=32 threads=4");
  }

  @Test
  void whatIsNotSaidComesFromTheBenchmark() {
    List<BenchmarkRun> runs =
        Selection.of("photos", EFFORT).with("frames", 7).runs(List.of(PHOTOS));

    assertThat(runs)
        .extracting(BenchmarkRun::parameters)
        .containsExactly(Map.of("base", "8", "size", "256"), Map.of("base", "16", "size", "256"));
    assertThat(runs).extracting(BenchmarkRun::effort).containsOnly(EFFORT);
  }

  @Test
  void benchmarksOfTwoModesRunOnce() {
    BenchmarkListEntry other =
        Benchmarks.entry("org.example.Net.photos", Mode.AverageTime, Map.of());
    BenchmarkListEntry unwanted =
        Benchmarks.entry("org.example.Other.photos", Mode.AverageTime, Map.of());

    assertThat(Selection.of("Net\\.", EFFORT).runs(List.of(other, other, unwanted)))
        .containsExactly(new BenchmarkRun("org.example.Net.photos", Map.of(), 1, EFFORT));
  }

  @Test
  void laterValuesOfAParameterReplaceEarlierOnes() {
    Selection selection = Selection.of("Net\\.", EFFORT).with("base", 8).with("base", 16);

    assertThat(selection.parameters()).containsOnly(Map.entry("base", List.of("16")));
  }

  @Test
  void sectionsRunEveryCombinationOnce() {
    Selection base = Selection.of("Net\\.", EFFORT).with("base", 8).with("size", 256);
    Section section = Section.of("n", "t", "x", base, base.with("size", 256, 512));

    assertThat(section.runs(List.of(PHOTOS)))
        .extracting(run -> run.parameters().get("size"))
        .containsExactly("256", "512");
  }
}
