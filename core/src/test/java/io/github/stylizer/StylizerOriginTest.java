package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.internal.nn.Norm;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.NativeArrays;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The grid of the network follows a scene: views of one scene are painted alike. */
class StylizerOriginTest {
  /** What the edges of a view change. */
  private static final int MARGIN = 64;

  private static final int WIDTH = 240;
  private static final int HEIGHT = 200;

  private final TransformNetModel model =
      DrawnTransformNet.model(new TransformNet(4, Norm.AFFINE, false));
  private final BufferedImage scene = PhotoPixels.drawn(2 * WIDTH, 2 * HEIGHT);
  private Stylizer fixed;

  @BeforeEach
  void open() {
    fixed = Stylizer.style(model).withStatisticsOf(List.of(view(0, 0)));
  }

  @AfterEach
  void close() {
    fixed.close();
    model.close();
  }

  private BufferedImage view(int x, int y) {
    return scene.getSubimage(100 + x, 100 + y, WIDTH, HEIGHT);
  }

  /** The mean difference of two painted views where they show the same. */
  private static double difference(BufferedImage first, BufferedImage moved, int dx, int dy) {
    int left = MARGIN + Math.max(0, dx);
    int top = MARGIN + Math.max(0, dy);
    int right = first.getWidth() - MARGIN + Math.min(0, dx);
    int bottom = first.getHeight() - MARGIN + Math.min(0, dy);
    double sum = 0;
    for (int y = top; y < bottom; y++) {
      for (int x = left; x < right; x++) {
        Color here = new Color(first.getRGB(x, y));
        Color there = new Color(moved.getRGB(x - dx, y - dy));
        sum += Math.abs(here.getRed() - there.getRed());
        sum += Math.abs(here.getGreen() - there.getGreen());
        sum += Math.abs(here.getBlue() - there.getBlue());
      }
    }
    return sum / 3 / (right - left) / (bottom - top);
  }

  @ParameterizedTest
  @CsvSource({"1,0", "2,0", "3,0", "0,1", "0,-2", "-1,3", "-5,-6", "17,2"})
  void viewsOfASceneArePaintedAlike(int x, int y) {
    BufferedImage first = fixed.apply(view(0, 0));
    BufferedImage moved = fixed.origin(-x, -y).apply(view(x, y));
    assertThat(difference(first, fixed.apply(view(x, y)), x, y)).isGreaterThan(1);
    assertThat(difference(first, moved, x, y)).isLessThan(0.02);
  }

  @Test
  void thePassesOfASmoothPictureMoveToo() {
    Stylizer smooth = fixed.smooth(2);
    BufferedImage first = smooth.apply(view(0, 0));
    BufferedImage moved = smooth.origin(-3, -1).apply(view(3, 1));
    assertThat(difference(first, smooth.apply(view(3, 1)), 3, 1)).isGreaterThan(0.5);
    assertThat(difference(first, moved, 3, 1)).isLessThan(0.02);
  }

  @Test
  void tilesJoin() {
    BufferedImage large = PhotoPixels.drawn(701, 603);
    Stylizer moved = fixed.origin(-3, 2);
    BufferedImage tiled = moved.maxMemory(model.memory(451, 451)).apply(large);
    BufferedImage whole = moved.apply(large);
    assertThat(difference(tiled, whole, 0, 0)).isLessThan(0.01);
  }

  /** Views that are twice as large, of a scene that is. */
  @Test
  void theOriginIsInPixelsOfThePhoto() {
    Stylizer half = fixed.maxSize(WIDTH);
    BufferedImage first = half.apply(doubled(view(0, 0)));
    BufferedImage moved = half.origin(-6, 2).apply(doubled(view(3, -1)));
    assertThat(difference(first, half.apply(doubled(view(3, -1))), 3, -1)).isGreaterThan(1);
    assertThat(difference(first, moved, 3, -1)).isLessThan(0.02);
    Stylizer broad = fixed.strokes(2);
    BufferedImage broadly = broad.apply(doubled(view(0, 0)));
    assertThat(difference(broadly, broad.apply(doubled(view(3, -1))), 6, -2)).isGreaterThan(1);
    BufferedImage broadMoved = broad.origin(-6, 2).apply(doubled(view(3, -1)));
    assertThat(difference(broadly, broadMoved, 6, -2)).isLessThan(0.1);
  }

  private static BufferedImage doubled(BufferedImage image) {
    int width = 2 * image.getWidth();
    BufferedImage doubled = new BufferedImage(width, 2 * image.getHeight(), image.getType());
    Graphics2D graphics = doubled.createGraphics();
    graphics.drawImage(image, 0, 0, width, 2 * image.getHeight(), null);
    graphics.dispose();
    return doubled;
  }

  /** Within a region the picture is that of its own network, which follows the scene too. */
  @Test
  void regionsMoveToo() {
    Mask everywhere = Mask.of(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB)).inverted();
    try (Stylizer inner = Stylizer.style(model).withStatisticsOf(List.of(view(0, 0)))) {
      Stylizer regional = fixed.regions(Map.of(everywhere, inner));
      BufferedImage moved = regional.origin(-2, -1).apply(view(2, 1));
      assertThat(PhotoPixels.of(moved))
          .isEqualTo(PhotoPixels.of(inner.origin(-2, -1).apply(view(2, 1))));
      assertThat(PhotoPixels.of(moved)).isNotEqualTo(PhotoPixels.of(inner.apply(view(2, 1))));
    }
  }

  @Test
  void otherMethodsIgnoreIt() {
    Stylizer inverting = Stylizer.style(new InvertingModel());
    assertThat(PhotoPixels.of(inverting.origin(1, 2).apply(view(0, 0))))
        .isEqualTo(PhotoPixels.of(inverting.apply(view(0, 0))));
  }

  @Test
  void noArrayIsLeft() {
    int before = NativeArrays.heldBy(model);
    Stylizer.style(model).origin(3, 1).apply(view(0, 0));
    assertThat(NativeArrays.heldBy(model)).isEqualTo(before);
  }
}
