package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.internal.nn.Norm;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.NativeArrays;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are read, painted and written strip by strip, since the memory is limited. */
class StripPaintingTest {
  private static final int WIDTH = 701;
  private static final int HEIGHT = 903;

  private final TransformNetModel model =
      DrawnTransformNet.model(new TransformNet(4, Norm.AFFINE, false));
  private Path photo;

  @TempDir Path folder;

  @BeforeEach
  void writePhoto() throws IOException {
    photo = folder.resolve("photo.png");
    ImageEncoder.standard().write(PhotoPixels.drawn(WIDTH, HEIGHT), photo);
  }

  @AfterEach
  void close() {
    model.close();
  }

  /** Tiles of at most 320 pixels, and strips of the photo's width. */
  private Stylizer limited() {
    return Stylizer.style(model).maxMemory(model.memory(448, 448) + 12L * WIDTH * 448);
  }

  private void assertAsInMemory(UnaryOperator<Stylizer> settings, String name, double tolerance)
      throws IOException {
    Stylizer stylizer = settings.apply(limited());
    Path painted = folder.resolve(name);
    int[] strips = {0};
    Stylizer counting =
        stylizer.onProgress(
            progress -> {
              if (progress.done() > 0) {
                strips[0]++;
              }
            });
    counting.apply(photo, painted);
    assertThat(strips[0]).isEqualTo(9);
    assertThat(PhotoPixels.meanDifference(ImageIO.read(painted.toFile()), stylizer.apply(photo)))
        .isLessThan(tolerance);
  }

  @ParameterizedTest
  @ValueSource(strings = {"painted.png", "painted.tif"})
  void theyAreThePictureThatIsPaintedInMemory(String name) throws IOException {
    assertAsInMemory(stylizer -> stylizer, name, 0.01);
  }

  @Test
  void masksAreThose() throws IOException {
    Mask mask = Mask.of(PhotoPixels.drawn(7, 9)).feather(40);
    Path painted = folder.resolve("painted.png");
    long memory = model.memory(448, 448) + 20L * WIDTH * 448;
    Stylizer stylizer = Stylizer.style(model).maxMemory(memory).mask(mask);
    stylizer.apply(photo, painted);
    assertThat(PhotoPixels.meanDifference(ImageIO.read(painted.toFile()), stylizer.apply(photo)))
        .isLessThan(0.01);
  }

  @Test
  void regionsAreThose() throws IOException {
    TransformNetModel other = DrawnTransformNet.model(new TransformNet(6, Norm.AFFINE, false));
    Mask left = Mask.of(PhotoPixels.drawn(7, 9)).feather(40);
    Mask right = Mask.of(PhotoPixels.drawn(5, 4));
    long memory = other.memory(448, 448) + 36L * WIDTH * 448;
    try (Stylizer region = Stylizer.owning(other);
        Stylizer gray = region.preserveColors(0.5).strength(0.8)) {
      Stylizer stylizer =
          Stylizer.style(model)
              .maxMemory(memory)
              .regions(Map.of(left, region, right, gray))
              .mask(left.inverted())
              .strength(0.9);
      long[] tiles = {0};
      Path painted = folder.resolve("painted.png");
      stylizer.onProgress(progress -> tiles[0] = progress.total()).apply(photo, painted);
      assertThat(tiles[0]).as("tiles of the photo").isGreaterThan(1);
      // Their regions are limited by the memory of their own.
      try (Stylizer limited = region.maxMemory(memory);
          Stylizer limitedGray = gray.maxMemory(memory)) {
        BufferedImage whole =
            stylizer.regions(Map.of(left, limited, right, limitedGray)).apply(photo);
        BufferedImage strips = ImageIO.read(painted.toFile());
        assertThat(PhotoPixels.meanDifference(strips, whole)).isLessThan(0.5);
        assertThat(PhotoPixels.meanDifference(strips, Stylizer.style(model).apply(photo)))
            .isGreaterThan(5);
      }
    }
  }

  /** What needs the whole photo is painted as a whole, also for a region. */
  @Test
  void aRegionThatNeedsTheWholeIsPaintedSo() throws IOException {
    try (Stylizer region = Stylizer.owning(new InvertingModel())) {
      Mask half = Mask.of(PhotoPixels.drawn(2, 1));
      Path painted = folder.resolve("painted.png");
      Stylizer stylizer = limited().regions(Map.of(half, region));
      stylizer.apply(photo, painted);
      assertThat(
              PhotoPixels.largestDifference(ImageIO.read(painted.toFile()), stylizer.apply(photo)))
          .isZero();
    }
  }

  @Test
  void jpegFilesAreCloseToIt() throws IOException {
    assertAsInMemory(stylizer -> stylizer, "painted.jpg", 6);
  }

  @Test
  void colorsAndStrengthAreThose() throws IOException {
    assertAsInMemory(stylizer -> stylizer.preserveColors(0.8).strength(0.6), "painted.png", 0.01);
  }

  @Test
  void aSizeThatChangesNothingIsNoObstacle() throws IOException {
    assertAsInMemory(stylizer -> stylizer.maxSize(5000), "painted.png", 0.01);
  }

  @Test
  void aFailureLeavesTheFileAsItWas() throws IOException {
    Path painted = Files.writeString(folder.resolve("painted.png"), "before");
    int arrays = NativeArrays.heldBy(model);
    Stylizer failing =
        limited()
            .onProgress(
                progress -> {
                  if (progress.done() == 5) {
                    throw new IllegalStateException("enough");
                  }
                });
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() -> failing.apply(photo, painted))
        .withMessage("enough");
    assertThat(painted).hasContent("before");
    assertThat(folder).isDirectoryNotContaining("glob:**tmp*");
    assertThat(NativeArrays.heldBy(model)).isEqualTo(arrays);
  }

  @Test
  void aTruncatedPhotoIsNamed() throws IOException {
    byte[] bytes = Files.readAllBytes(photo);
    Path truncated =
        Files.write(folder.resolve("truncated.png"), Arrays.copyOf(bytes, 2 * bytes.length / 3));
    Path painted = folder.resolve("painted.png");
    assertThatExceptionOfType(StylizerException.class)
        .isThrownBy(() -> limited().apply(truncated, painted))
        .withMessageContaining("truncated.png");
    assertThat(painted).doesNotExist();
  }

  @Test
  void anInterruptEndsIt() {
    Path painted = folder.resolve("painted.png");
    Stylizer interrupted =
        limited()
            .onProgress(
                progress -> {
                  if (progress.done() == 5) {
                    Thread.currentThread().interrupt();
                  }
                });
    assertThatExceptionOfType(PaintingInterruptedException.class)
        .isThrownBy(() -> interrupted.apply(photo, painted));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(painted).doesNotExist();
  }
}
