package io.github.stylizer.gatys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Mask;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.RegionalModel;
import io.github.stylizer.Style;
import io.github.stylizer.StyleModel;
import io.github.stylizer.Stylizer;
import io.github.stylizer.testing.NativeArrays;
import io.github.stylizer.testing.PhotoPixels;
import io.github.stylizer.testing.TinyExtractor;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** One picture with a style for each region. */
class GatysRegionsTest {
  private final TinyExtractor extractor = new TinyExtractor();
  private final GatysMethod method =
      GatysMethod.builder(extractor).evaluations(6).styleWeight(1e4).build();
  private final BufferedImage photo = PhotoPixels.drawn(48, 32);
  private final Stylizer first = Stylizer.style(PhotoPixels.drawn(20, 30)).with(method);
  private final Stylizer second = Stylizer.style(solid(0x2050d0)).with(method);

  @AfterEach
  void close() {
    first.close();
    second.close();
    extractor.close();
  }

  private static BufferedImage solid(int rgb) {
    BufferedImage image = new BufferedImage(24, 24, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 576; i++) {
      image.setRGB(i % 24, i / 24, rgb);
    }
    return image;
  }

  private static Mask white(int columns) {
    BufferedImage mask = new BufferedImage(48, 32, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = mask.createGraphics();
    graphics.setColor(Color.WHITE);
    graphics.fillRect(0, 0, columns, 32);
    graphics.dispose();
    return Mask.of(mask);
  }

  @Test
  void whiteAndBlackMasksAreOneStyleAlone() {
    BufferedImage alone = first.apply(photo);
    assertThat(
            PhotoPixels.largestDifference(
                first.regions(Map.of(white(0), second)).apply(photo), alone))
        .isLessThanOrEqualTo(1);
    assertThat(
            PhotoPixels.largestDifference(
                second.regions(Map.of(white(48), first)).apply(photo), alone))
        .isLessThanOrEqualTo(1);
  }

  @Test
  void thereIsOneOptimization() {
    List<String> stages = new ArrayList<>();
    int held = NativeArrays.heldBy(extractor);
    BufferedImage joint =
        first
            .onProgress(progress -> stages.add(progress.stage() + progress.done()))
            .regions(Map.of(white(24), second))
            .apply(photo);
    // Six evaluations, and the last one again with the reason for the end.
    assertThat(stages).hasSize(7).last().isEqualTo("optimizing 48x326");
    assertThat(NativeArrays.heldBy(extractor)).isEqualTo(held);
    assertThat(PhotoPixels.meanDifference(joint, first.apply(photo))).isGreaterThan(0.5);
    assertThat(PhotoPixels.meanDifference(joint, second.apply(photo))).isGreaterThan(0.5);
  }

  /** Strength and colors of each style apply to its own region. */
  @Test
  void whatIsMixedIsMixedPerRegion() {
    Stylizer half = second.strength(0.01);
    BufferedImage painted = first.regions(Map.of(white(24), half)).apply(photo);
    assertThat(
            PhotoPixels.largestDifference(
                painted.getSubimage(0, 0, 24, 32), photo.getSubimage(0, 0, 24, 32)))
        .isLessThanOrEqualTo(4);
    assertThat(
            PhotoPixels.meanDifference(
                painted.getSubimage(24, 0, 24, 32), photo.getSubimage(24, 0, 24, 32)))
        .isGreaterThan(2);
  }

  @Test
  void otherOptionsArePaintedAloneAndMixed() {
    GatysMethod other = GatysMethod.builder(extractor).evaluations(3).styleWeight(1e4).build();
    try (Stylizer region = Stylizer.style(solid(0x2050d0)).with(other)) {
      BufferedImage painted = first.regions(Map.of(white(24), region)).apply(photo);
      BufferedImage expected = white(24).mix(first.apply(photo), region.apply(photo));
      assertThat(PhotoPixels.largestDifference(painted, expected)).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void modelsOfOtherMethodsDoNotJoin() throws Exception {
    StyleModel other = new TinyModel();
    try (NDManager manager = NDManager.newBaseManager();
        StyleModel model = method.prepare(List.of(Style.of(solid(0))), ProgressListener.NONE)) {
      RegionalModel regional = (RegionalModel) model;
      assertThat(regional.joins(model)).isTrue();
      assertThat(regional.joins(other)).isFalse();
      NDArray share = manager.ones(new Shape(1, 1, 8, 8));
      NDArray content = manager.zeros(new Shape(1, 3, 8, 9));
      assertThatIllegalArgumentException()
          .isThrownBy(
              () ->
                  regional.stylize(
                      content,
                      List.of(new RegionalModel.Region(model, share)),
                      ProgressListener.NONE))
          .withMessageContaining("(1, 1, 8, 9)");
    }
  }

  private static final class TinyModel implements StyleModel {
    @Override
    public NDArray stylize(NDArray content, ProgressListener listener) {
      return content.duplicate();
    }

    @Override
    public void close() {}
  }
}
