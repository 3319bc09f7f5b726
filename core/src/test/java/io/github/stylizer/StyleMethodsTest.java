package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
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
      assertThat(StyleMethods.preferred()).isInstanceOf(RecordingMethod.class);
    }
  }

  @Test
  void theOrderOfTheClassPathDoesNotMatter() throws IOException {
    try (ProvidedMethods methods =
        new ProvidedMethods(
            directory, List.of(RecordingMethod.class, LeastPreferredMethod.class))) {
      assertThat(methods).isNotNull();
      assertThat(StyleMethods.preferred()).isInstanceOf(RecordingMethod.class);
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
          .withMessageContainingAll("'starry-night'", "negative");
    }
  }

  @Test
  void unknownNameWithoutAnyStyleSaysSo() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stylizer.style("starry-night"))
        .withMessageContainingAll("'starry-night'", "give a picture instead");
  }

  @Test
  void aMethodHasNoStylesUnlessItSaysSo() {
    StyleMethod method = new LeastPreferredMethod();
    assertThat(method.styles()).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> method.named("negative"))
        .withMessageContainingAll("least-preferred", "'negative'");
  }
}
