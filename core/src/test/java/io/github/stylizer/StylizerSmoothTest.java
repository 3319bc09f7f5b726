package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.stylizer.internal.nn.Norm;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.NativeArrays;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The mean of several passes, and panoramas whose edges meet. */
class StylizerSmoothTest {
  private final TransformNetModel model =
      DrawnTransformNet.model(new TransformNet(4, Norm.AFFINE, false));
  private final BufferedImage photo = PhotoPixels.drawn(240, 160);

  @AfterEach
  void close() {
    model.close();
  }

  /** The mean difference of the pixels of two areas of the same size. */
  private static double difference(
      BufferedImage image, int x, BufferedImage other, int otherX, int columns) {
    long sum = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      for (int column = 0; column < columns; column++) {
        int levels = image.getRGB(x + column, y);
        int others = other.getRGB(otherX + column, y);
        for (int shift = 0; shift < 24; shift += 8) {
          sum += Math.abs((levels >> shift & 0xff) - (others >> shift & 0xff));
        }
      }
    }
    return sum / 3.0 / columns / image.getHeight();
  }

  /** The photo moved to the left, so that its columns come in at the right. */
  private BufferedImage moved(int pixels) {
    BufferedImage moved =
        new BufferedImage(photo.getWidth(), photo.getHeight(), BufferedImage.TYPE_INT_RGB);
    moved.createGraphics().drawImage(photo, -pixels, 0, null);
    moved.createGraphics().drawImage(photo, photo.getWidth() - pixels, 0, null);
    return moved;
  }

  /** A film that pans by a pixel flickers less. */
  @Test
  void theMeanDependsLessOnThePosition() {
    try (Stylizer fixed = Stylizer.style(model).withStatisticsOf(List.of(photo))) {
      double single = difference(fixed.apply(photo), 65, fixed.apply(moved(1)), 64, 100);
      Stylizer smooth = fixed.smooth(4);
      double mean = difference(smooth.apply(photo), 65, smooth.apply(moved(1)), 64, 100);
      assertThat(single).isGreaterThan(1);
      assertThat(mean).isLessThan(0.6 * single);
    }
  }

  @Test
  void sixteenPassesDependOnNoPosition() {
    try (Stylizer fixed = Stylizer.style(model).withStatisticsOf(List.of(photo))) {
      Stylizer smooth = fixed.smooth(16);
      for (int pixels = 1; pixels <= 3; pixels++) {
        BufferedImage next = smooth.apply(moved(pixels));
        assertThat(difference(smooth.apply(photo), 64 + pixels, next, 64, 100)).isLessThan(0.5);
      }
    }
  }

  @Test
  void onePassIsThePictureItself() {
    Stylizer stylizer = Stylizer.style(model);
    assertThat(PhotoPixels.of(stylizer.smooth(1).apply(photo)))
        .isEqualTo(PhotoPixels.of(stylizer.apply(photo)));
  }

  /** The same pattern of four pixels in every tile. */
  @Test
  void tilesJoin() {
    BufferedImage large = PhotoPixels.drawn(701, 603);
    try (Stylizer fixed = Stylizer.style(model).withStatisticsOf(List.of(large))) {
      Stylizer smooth = fixed.smooth(3);
      BufferedImage tiled = smooth.maxMemory(model.memory(451, 451)).apply(large);
      assertThat(difference(tiled, 0, smooth.apply(large), 0, 701)).isLessThan(0.01);
    }
  }

  @Test
  void progressCountsPasses() {
    List<String> seen = new ArrayList<>();
    Stylizer.style(model)
        .smooth(2)
        .onProgress(p -> seen.add(p.stage() + " " + p.done() + " of " + p.total()))
        .apply(photo);
    assertThat(seen).containsExactly("painting 0 of 2", "painting 1 of 2", "painting 2 of 2");
  }

  @Test
  void noArrayIsLeft() {
    int before = NativeArrays.heldBy(model);
    Stylizer.style(model).smooth(4).wrap().apply(photo);
    assertThat(NativeArrays.heldBy(model)).isEqualTo(before);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 17})
  void passesAreLimited(int passes) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Stylizer.style(model).smooth(passes))
        .withMessage("the passes must be from 1 to 16, but are " + passes);
  }

  @Test
  void onlyTransformNetworksAreSmoothed() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Stylizer.style(new InvertingModel()).smooth(2).apply(photo))
        .withMessageContaining("only what a transform network paints can be smoothed");
  }

  /** Whatever column a panorama begins with, it is painted the same. */
  @Test
  void theEdgesOfAPanoramaMeet() {
    try (Stylizer fixed = Stylizer.style(model).withStatisticsOf(List.of(photo))) {
      Stylizer wrapped = fixed.wrap();
      BufferedImage painted = wrapped.apply(photo);
      BufferedImage turned = wrapped.apply(moved(120));
      assertThat(painted.getWidth()).isEqualTo(240);
      assertThat(difference(painted, 0, turned, 120, 120)).isLessThan(0.01);
      assertThat(difference(painted, 120, turned, 0, 120)).isLessThan(0.01);
      assertThat(difference(fixed.apply(photo), 0, fixed.apply(moved(120)), 120, 120))
          .isGreaterThan(0.3);
    }
  }

  @Test
  void theEdgesOfAPanoramaInTilesMeet() {
    BufferedImage large = PhotoPixels.drawn(704, 603);
    try (Stylizer fixed = Stylizer.style(model).withStatisticsOf(List.of(large))) {
      Stylizer wrapped = fixed.wrap();
      BufferedImage tiled = wrapped.maxMemory(model.memory(448, 448)).apply(large);
      assertThat(difference(tiled, 0, wrapped.apply(large), 0, 704)).isLessThan(0.01);
    }
  }

  /** Methods that are no networks, and photos that are narrower than the margin. */
  @Test
  void everyMethodWraps() {
    BufferedImage narrow = PhotoPixels.drawn(20, 40);
    BufferedImage painted = Stylizer.style(new InvertingModel()).wrap().apply(narrow);
    BufferedImage expected = Stylizer.style(new InvertingModel()).apply(narrow);
    assertThat(PhotoPixels.of(painted)).isEqualTo(PhotoPixels.of(expected));
  }
}
