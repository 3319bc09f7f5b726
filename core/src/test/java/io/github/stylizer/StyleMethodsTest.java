package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StyleMethodsTest {
  @TempDir Path directory;

  @Test
  void theHighestPreferenceIsTaken() throws IOException {
    try (ProvidedMethods methods =
        new ProvidedMethods(
            directory, List.of(LeastPreferredMethod.class, RecordingMethod.class))) {
      assertThat(methods).isNotNull();
      assertThat(StyleMethods.all().get(0)).isInstanceOf(RecordingMethod.class);
    }
  }

  @Test
  void theOrderOfTheClassPathDoesNotMatter() throws IOException {
    try (ProvidedMethods methods =
        new ProvidedMethods(
            directory, List.of(RecordingMethod.class, LeastPreferredMethod.class))) {
      assertThat(methods).isNotNull();
      assertThat(StyleMethods.all().get(0)).isInstanceOf(RecordingMethod.class);
    }
  }

  @Test
  void anEmptyClassPathIsReportedWhenAPhotoIsPainted() {
    BufferedImage photo = PhotoPixels.drawn(16, 16);
    try (Stylizer stylizer = Stylizer.style(photo)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> stylizer.apply(photo))
          .withMessageContaining("no style method is on the class path")
          .withMessageContaining("io.github.stylizer:");
    }
  }

  @Test
  void namedStylesAreFound() throws IOException {
    BufferedImage photo = PhotoPixels.drawn(16, 16);
    try (ProvidedMethods methods =
            new ProvidedMethods(
                directory, List.of(LeastPreferredMethod.class, RecordingMethod.class));
        Stylizer stylizer = Stylizer.style("negative")) {
      assertThat(methods).isNotNull();
      assertThat(stylizer.apply(photo).getRGB(3, 5)).isEqualTo(photo.getRGB(3, 5) ^ 0xffffff);
    }
  }

  @Test
  void unknownNameListsWhatThereIs() throws IOException {
    try (ProvidedMethods methods = new ProvidedMethods(directory, List.of(RecordingMethod.class))) {
      assertThat(methods).isNotNull();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Stylizer.style("starry-night"))
          .withMessage("there is no style named 'starry-night'; known styles: negative");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Stylizer.style("Negativ"))
          .withMessageContaining("did you mean negative?");
    }
  }

  @Test
  void unknownNameWithoutAnyStyleSaysSo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stylizer.style("starry-night"))
        .withMessageContainingAll("'starry-night'", "use an image");
  }

  @Test
  void theMethodIsThePreferredOneOfThoseThatAcceptTheStyles() throws IOException {
    Style painting = Style.of(PhotoPixels.drawn(8, 8));
    try (ProvidedMethods methods =
        new ProvidedMethods(
            directory, List.of(LeastPreferredMethod.class, RecordingMethod.class))) {
      assertThat(methods).isNotNull();
      assertThat(StyleMethods.accepting(List.of(painting, Style.of("negative"))).name())
          .isEqualTo("recording");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> StyleMethods.accepting(List.of(painting, Style.of("other"))))
          .withMessage(
              "no method on the class path paints image of 8x8 with other; found recording,"
                  + " least-preferred");
    }
  }

  @Test
  void methodsAreFoundByName() throws IOException {
    try (ProvidedMethods methods = new ProvidedMethods(directory, List.of(RecordingMethod.class))) {
      assertThat(methods).isNotNull();
      assertThat(StyleMethods.named("recording")).isInstanceOf(RecordingMethod.class);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> StyleMethods.named("recordnig"))
          .withMessage("unknown method 'recordnig'; found recording");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StyleMethods.named("recording"))
        .withMessageContaining("no style method is on the class path");
  }

  @Test
  void aMethodHasNoStylesAndOptionsUnlessItSaysSo() throws IOException {
    StyleMethod method = new LeastPreferredMethod();
    assertThat(method.styles()).isEmpty();
    assertThat(method.options()).isEmpty();
    assertThat(method.with(Map.of())).isSameAs(method);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> method.with(Map.of("x", "1")))
        .withMessage("the method least-preferred has no option x");
    assertThat(method.accepts(List.of(Style.of(PhotoPixels.drawn(8, 8))))).isTrue();
    assertThat(method.accepts(List.of(Style.of("negative")))).isFalse();
  }
}
