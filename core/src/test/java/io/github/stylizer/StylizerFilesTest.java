package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StylizerFilesTest {
  @TempDir Path directory;
  private final RecordingMethod method = new RecordingMethod();
  private Path photo;
  private Path painted;

  @BeforeEach
  void writePhoto() throws IOException {
    photo = picture("photo.png", 20);
    painted = directory.resolve("painted.png");
  }

  private Path picture(String name, int width) throws IOException {
    Path file = directory.resolve(name);
    ImageEncoder.standard().write(PhotoPixels.drawn(width, 12), file);
    return file;
  }

  @Test
  void filesInAndOut() throws IOException {
    Stylizer.style(photo).with(method).size(10).apply(photo, painted);
    BufferedImage result = ImageDecoder.standard().read(painted);
    assertThat(List.of(result.getWidth(), result.getHeight())).containsExactly(10, 6);
  }

  @Test
  void nothingIsWrittenWhenPaintingFails() throws IOException {
    Stylizer closed = Stylizer.style(new InvertingModel());
    closed.close();
    Files.writeString(painted, "what was there before");
    Set<String> before = names();
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> closed.apply(photo, painted));
    assertThat(painted).hasContent("what was there before");
    assertThat(names()).isEqualTo(before);
  }

  @Test
  void nothingIsWrittenWhenThePhotoCannotBeRead() throws IOException {
    Stylizer stylizer = Stylizer.style(photo).with(method);
    Path missing = directory.resolve("missing.png");
    Set<String> before = names();
    assertThatExceptionOfType(NoSuchFileException.class)
        .isThrownBy(() -> stylizer.apply(missing, painted))
        .withMessageContaining("missing.png");
    assertThat(names()).isEqualTo(before);
    assertThat(method.prepared).isEmpty();
  }

  @Test
  void theEndingIsCheckedBeforeAnyWork() throws IOException {
    Stylizer stylizer = Stylizer.style(photo).with(method);
    Path missing = directory.resolve("missing.png");
    Path gif = directory.resolve("painted.gif");
    Set<String> before = names();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stylizer.apply(missing, gif))
        .withMessageContaining("painted.gif");
    assertThat(names()).isEqualTo(before);
    assertThat(method.prepared).isEmpty();
  }

  @Test
  void aMissingPaintingIsReportedOnFirstUse() throws IOException {
    Stylizer stylizer = Stylizer.style(directory.resolve("missing.png")).with(method);
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(() -> stylizer.apply(PhotoPixels.drawn(20, 12)))
        .withMessageContaining("missing.png");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> stylizer.apply(photo, painted))
        .withMessageContaining("missing.png");
    assertThat(painted).doesNotExist();
    picture("missing.png", 9);
    stylizer.apply(photo, painted);
    assertThat(painted).as("a failure is not kept").exists();
  }

  @Test
  void blendReadsThePaintingsInTheOrderOfTheirPaths() throws IOException {
    Path third = picture("c.png", 13);
    Path first = picture("a.png", 11);
    Path second = picture("b.png", 12);
    Map<Path, Double> paintings = Map.of(third, 3.0, first, 1.0, second, 2.0);
    Stylizer.blend(paintings).with(method).apply(PhotoPixels.drawn(20, 12));
    List<WeightedStyle> styles = method.prepared.get(0);
    assertThat(styles).extracting(WeightedStyle::weight).containsExactly(1.0, 2.0, 3.0);
    assertThat(styles).extracting(style -> style.image().getWidth()).containsExactly(11, 12, 13);
  }

  @Test
  void blendNeedsAPainting() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stylizer.blend(Map.of()))
        .withMessageContaining("at least one");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stylizer.blend(List.of()))
        .withMessageContaining("at least one");
  }

  @Test
  void aBlendOfOneStyleIsThatStyle() throws IOException {
    Stylizer.style(photo).with(method).apply(photo, painted);
    Stylizer.blend(Map.of(photo, 1.0)).with(method).apply(photo, painted);
    Stylizer.blend(method.prepared.get(0)).with(method).apply(photo, painted);
    assertThat(method.prepared)
        .hasSize(3)
        .allSatisfy(
            styles -> {
              assertThat(styles).extracting(WeightedStyle::weight).containsExactly(1.0);
              assertThat(PhotoPixels.of(styles.get(0).image()))
                  .isEqualTo(PhotoPixels.of(PhotoPixels.drawn(20, 12)));
            });
  }

  @Test
  void aPaintingOfWeightZeroIsNotRead() throws IOException {
    Path missing = directory.resolve("missing.png");
    Stylizer.blend(Map.of(missing, 0.0, photo, 0.5)).with(method).apply(photo, painted);
    BufferedImage image = ImageDecoder.standard().read(photo);
    List<WeightedStyle> one = List.of(new WeightedStyle(image, 0), new WeightedStyle(image, 0.5));
    Stylizer.blend(one).with(method).apply(photo, painted);
    assertThat(method.prepared)
        .hasSize(2)
        .allSatisfy(
            styles -> assertThat(styles).extracting(WeightedStyle::weight).containsExactly(0.5));
  }

  @Test
  void blendRefusesStylesThatDoNotCount() {
    WeightedStyle none = new WeightedStyle(PhotoPixels.drawn(9, 9), 0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stylizer.blend(Map.of(photo, 0.0, painted, -0.0)))
        .withMessage("the weights of all styles are 0; at least one must be above 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stylizer.blend(List.of(none, none)))
        .withMessageContaining("all styles are 0");
  }

  @Test
  void blendRefusesWeightsOutOfTheirRange() {
    for (double weight :
        new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY, -Double.MIN_VALUE}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Stylizer.blend(Map.of(photo, weight)))
          .withMessageContaining(String.valueOf(weight));
    }
  }

  private Set<String> names() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
    }
  }
}
