package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.internal.image.DeepImage;
import io.github.stylizer.internal.nn.Norm;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.WritableRaster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Photos of 16 bits per channel, painted with so many. */
class DeepPhotosTest {
  private final TransformNetModel model =
      DrawnTransformNet.model(new TransformNet(4, Norm.AFFINE, false));

  @TempDir Path folder;

  @AfterEach
  void close() {
    model.close();
  }

  /** A dark gradient, of which 8 bits have four levels. */
  private static BufferedImage gradient(int width, int height) {
    BufferedImage image = DeepImage.empty(width, height, 16);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int level = 20_000 + 1000 * x / width + y % 3;
        image.getRaster().setPixel(x, y, new int[] {level, level + 7, level / 2});
      }
    }
    return image;
  }

  private Path file(BufferedImage image, String name) throws IOException {
    Path file = folder.resolve(name);
    ImageEncoder.standard().depth(16).write(image, file);
    return file;
  }

  private static int[] samples(BufferedImage image) {
    return image.getRaster().getPixels(0, 0, image.getWidth(), image.getHeight(), (int[]) null);
  }

  private static long levels(BufferedImage image) {
    return Arrays.stream(samples(image)).distinct().count();
  }

  private int[] read(Path file) throws IOException {
    BufferedImage image = ImageDecoder.standard().depth(16).read(file);
    assertThat(DeepImage.depth(image)).isEqualTo(16);
    return samples(image);
  }

  @ParameterizedTest
  @ValueSource(strings = {"photo.png", "photo.tif"})
  void withoutStrengthTheyStayAsTheyAre(String name) throws IOException {
    BufferedImage image = gradient(300, 40);
    Path photo = file(image, name);
    Stylizer stylizer = Stylizer.style(model).depth(16).strength(0);
    assertThat(samples(stylizer.apply(photo))).isEqualTo(samples(image));
    assertThat(samples(stylizer.apply(image))).isEqualTo(samples(image));
    assertThat(levels(stylizer.depth(8).apply(photo))).isLessThan(20);
  }

  /** What the network adds does not hide the levels of the photo. */
  @ParameterizedTest
  @CsvSource({"photo.png,whole", "photo.png,tiles", "photo.png,strips", "photo.tif,strips"})
  void halfTheStrengthIsHalfThePhoto(String name, String way) throws IOException {
    BufferedImage image = gradient(701, 603);
    Path photo = file(image, name);
    Stylizer full = Stylizer.style(model).depth(16);
    if (!way.equals("whole")) {
      full = full.maxMemory(model.memory(448, 448) + 12L * 701 * 448);
    }
    int[] half;
    int[] painted;
    if (way.equals("strips")) {
      full.apply(photo, folder.resolve("full.png"));
      full.strength(0.5).apply(photo, folder.resolve("half.png"));
      painted = read(folder.resolve("full.png"));
      half = read(folder.resolve("half.png"));
    } else {
      painted = samples(full.apply(photo));
      half = samples(full.strength(0.5).apply(photo));
    }
    int[] original = samples(image);
    for (int i = 0; i < half.length; i++) {
      assertThat((double) half[i]).isCloseTo((original[i] + painted[i]) / 2.0, within(1.0));
    }
    assertThat(Arrays.stream(half).distinct().count()).isGreaterThan(256);
  }

  /** A network sees no steps, of which it would make stripes. */
  @Test
  void theNetworkSeesSixteenBits() {
    StyleModel keeping =
        new StyleModel() {
          @Override
          public NDArray stylize(NDArray content, ProgressListener listener) {
            return content.duplicate();
          }

          @Override
          public void close() {}
        };
    BufferedImage image = gradient(300, 40);
    int[] original = samples(image);
    int[] seen = samples(Stylizer.style(keeping).depth(16).apply(image));
    for (int i = 0; i < seen.length; i++) {
      assertThat(seen[i]).isBetween(original[i] - 1, original[i] + 1);
    }
  }

  @Test
  void sizeAndStrokesAreThoseOfEightBits() {
    // Without steps in 8 bits, to which a network would add noise.
    BufferedImage image = DeepImage.copyOf(PhotoPixels.drawn(200, 90), 16);
    for (Stylizer stylizer :
        new Stylizer[] {Stylizer.style(model).size(100), Stylizer.style(model).strokes(2)}) {
      BufferedImage deep = stylizer.depth(16).strength(0.3).apply(image);
      assertThat(levels(deep)).isGreaterThan(256);
      assertThat(PhotoPixels.meanDifference(deep, stylizer.strength(0.3).apply(image)))
          .isLessThan(2);
    }
  }

  @Test
  void transparencyHasSixteenBits() throws IOException {
    BufferedImage image = new BufferedImage(DeepImage.model(true), alpha(), false, null);
    Path photo = file(image, "photo.png");
    Path painted = folder.resolve("painted.png");
    Stylizer.style(model).depth(16).strength(0).apply(photo, painted);
    BufferedImage result = ImageDecoder.standard().depth(16).keepAlpha(true).read(painted);
    int[] expected = samples(image);
    int[] found = samples(result);
    for (int i = 3; i < found.length; i += 4) {
      assertThat(found[i]).isEqualTo(expected[i]);
      if (expected[i] == 65_535) {
        assertThat(found[i - 1]).isEqualTo(expected[i - 1]);
      }
    }
    // What is transparent is painted as a continuation of the gradient.
    Stylizer.style(model).depth(16).strength(0.5).apply(photo, painted);
    assertThat(samples(ImageDecoder.standard().depth(16).keepAlpha(true).read(painted)))
        .hasSameSizeAs(expected);
  }

  private static WritableRaster alpha() {
    WritableRaster raster = DeepImage.model(true).createCompatibleWritableRaster(120, 40);
    for (int y = 0; y < 40; y++) {
      for (int x = 0; x < 120; x++) {
        int opacity = x < 60 ? 65_535 : Math.max(0, 65_535 - 1201 * (x - 60));
        raster.setPixel(x, y, new int[] {20_000 + x, 30_000 + y, 9_000, opacity});
      }
    }
    return raster;
  }

  private static BufferedImage rightHalf() {
    BufferedImage half = new BufferedImage(300, 40, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = half.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(150, 0, 150, 40);
    graphics.dispose();
    return half;
  }

  @Test
  void regionsHaveTheDepthOfThePicture() {
    BufferedImage image = gradient(300, 40);
    Stylizer stylizer = Stylizer.style(model);
    BufferedImage painted =
        stylizer
            .depth(16)
            .strength(0)
            .regions(Map.of(Mask.of(rightHalf()), stylizer.strength(0.5)))
            .apply(image);
    assertThat(samples(painted.getSubimage(150, 0, 150, 40)))
        .isEqualTo(
            samples(stylizer.depth(16).strength(0.5).apply(image).getSubimage(150, 0, 150, 40)));
  }

  @Test
  void masksMixSixteenBits() {
    BufferedImage image = gradient(300, 40);
    BufferedImage half = rightHalf();
    Stylizer stylizer = Stylizer.style(model).depth(16);
    BufferedImage masked = stylizer.mask(Mask.of(half)).apply(image);
    assertThat(samples(masked.getSubimage(0, 0, 150, 40)))
        .isEqualTo(samples(image.getSubimage(0, 0, 150, 40)));
    assertThat(samples(masked.getSubimage(150, 0, 150, 40)))
        .isEqualTo(samples(stylizer.apply(image).getSubimage(150, 0, 150, 40)));
  }
}
