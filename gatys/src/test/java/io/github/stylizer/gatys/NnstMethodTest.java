package io.github.stylizer.gatys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.stylizer.ProgressListener;
import io.github.stylizer.Style;
import io.github.stylizer.StyleCode;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.Stylizer;
import io.github.stylizer.internal.image.ColorStatistics;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Through the compact VGG, as by default. */
class NnstMethodTest {
  /** Bars and dots: something with a structure. */
  private static BufferedImage bars(Color ground, Color figure, int width, int height, int bar) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(ground);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(figure);
    for (int x = 0; x < width; x += 2 * bar) {
      graphics.fillRect(x, 0, bar, height);
    }
    graphics.dispose();
    return image;
  }

  private static BufferedImage painted(NnstMethod method, BufferedImage photo, Style... styles) {
    try (Stylizer stylizer = Stylizer.blend(styles).with(method)) {
      return stylizer.apply(photo);
    }
  }

  @Test
  void thePictureHasTheColorsOfThePainting() {
    BufferedImage painting = bars(new Color(200, 160, 90), new Color(90, 60, 110), 90, 70, 9);
    BufferedImage photo = bars(new Color(100, 130, 210), new Color(60, 80, 90), 72, 64, 24);
    NnstMethod method = NnstMethod.builder().steps(8).refineSteps(0).build();
    BufferedImage picture = painted(method, photo, Style.of(painting));
    assertThat(picture.getWidth()).isEqualTo(72);
    assertThat(picture.getHeight()).isEqualTo(64);
    assertThat(ColorStatistics.of(picture).mean())
        .containsExactly(ColorStatistics.of(painting).mean(), within(4.0));
  }

  @Test
  void nothingIsRandom() {
    BufferedImage painting = DrawnPictures.image(2, 40, 40);
    BufferedImage photo = bars(Color.BLUE, Color.WHITE, 66, 64, 16);
    NnstMethod method = NnstMethod.builder().steps(3).refineSteps(2).build();
    int[] first = pixels(painted(method, photo, Style.of(painting)));
    assertThat(pixels(painted(method, photo, Style.of(painting)))).containsExactly(first);
    assertThat(
            pixels(painted(method, photo, Style.of(painting).weight(2), Style.of(photo).weight(0))))
        .containsExactly(first);
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }

  @Test
  void worksFromCoarseToFine() {
    List<String> stages = new ArrayList<>();
    NnstMethod method = NnstMethod.builder().steps(1).refineSteps(1).build();
    try (Stylizer stylizer =
        Stylizer.style(DrawnPictures.image(2, 40, 40))
            .with(method)
            .onProgress(progress -> stages.add(progress.stage()))) {
      stylizer.apply(DrawnPictures.image(1, 150, 130));
    }
    assertThat(stages)
        .containsExactly(
            "painting 75x65",
            "painting 150x130",
            "painting 150x130 to the end",
            "refining 150x130");
  }

  @Test
  void takesTextOptions() {
    NnstMethod method =
        new NnstMethod().with(Map.of("steps", "3", "refine-steps", "0", "style-scale", "2"));
    assertThat(method.name()).isEqualTo("nnst");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NnstMethod().with(Map.of("evaluations", "3")))
        .withMessageContainingAll("nnst", "evaluations", "steps");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NnstMethod().with(Map.of("steps", "0")))
        .withMessageContaining("at least 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new NnstMethod().with(Map.of("style-scale", "11")));
  }

  @Test
  void needsPaintings() {
    StyleMethod method = new NnstMethod();
    Style code = Style.of(StyleCode.of("0123456789abcdef", new float[] {1, 2}));
    assertThat(method.accepts(List.of(code))).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> method.prepare(List.of(code), ProgressListener.NONE))
        .withMessageContaining("nnst needs the painting");
  }
}
