package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import io.github.stylizer.internal.image.ColorStatistics;
import io.github.stylizer.internal.image.ColorTransfer;
import io.github.stylizer.internal.image.ImageBlend;
import io.github.stylizer.internal.nn.Norm;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How much of the colors of the photo, of an image or of the painting a picture gets. */
class StylizerColorsTest {
  private final BufferedImage photo = PhotoPixels.drawn(48, 32);
  private final BufferedImage palette = smooth(90);
  private final RecordingMethod method = new RecordingMethod();
  private final Stylizer plain = Stylizer.style(smooth(140)).with(method);

  @TempDir Path folder;

  @AfterEach
  void close() {
    plain.close();
  }

  private static BufferedImage smooth(int red) {
    BufferedImage image = new BufferedImage(30, 20, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < 20; y++) {
      for (int x = 0; x < 30; x++) {
        image.setRGB(x, y, new Color(red + x, 170 - 3 * y, 80 + x + 2 * y).getRGB());
      }
    }
    return image;
  }

  private List<DoubleFunction<Stylizer>> controls() {
    return List.of(
        plain::preserveColors,
        amount -> plain.preserveColors(ColorPreservation.MATCHED_STYLE, amount),
        amount -> plain.palette(palette, amount),
        plain::matchColors);
  }

  @Test
  void zeroChangesNothing() {
    int[] expected = PhotoPixels.of(plain.apply(photo));
    for (DoubleFunction<Stylizer> control : controls()) {
      Stylizer none = control.apply(0);
      assertThat(PhotoPixels.of(none.apply(photo))).isEqualTo(expected);
      assertThat(none).hasToString(plain.toString());
    }
  }

  @Test
  void oneIsAllOfIt() {
    assertThat(PhotoPixels.of(plain.preserveColors(1).apply(photo)))
        .isEqualTo(PhotoPixels.of(ColorTransfer.luminance(plain.apply(photo), photo)));
    assertThat(PhotoPixels.of(plain.palette(palette, 1).apply(photo)))
        .isEqualTo(PhotoPixels.of(plain.palette(palette).apply(photo)));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.2, 0.5, 0.9})
  void betweenThemIsTheMeanOfBoth(double amount) {
    BufferedImage none = plain.apply(photo);
    for (UnaryOperator<Stylizer> full :
        List.<UnaryOperator<Stylizer>>of(Stylizer::preserveColors, s -> s.palette(palette))) {
      BufferedImage expected = ImageBlend.mix(none, full.apply(plain).apply(photo), amount);
      BufferedImage found =
          full.apply(plain).toString().contains("palette")
              ? plain.palette(palette, amount).apply(photo)
              : plain.preserveColors(amount).apply(photo);
      assertThat(PhotoPixels.largestDifference(found, expected)).isLessThanOrEqualTo(1);
    }
  }

  @Test
  void thePaintingIsRecoloredInPart() {
    // Colors that need no clamping.
    BufferedImage photo = smooth(90);
    plain.preserveColors(ColorPreservation.MATCHED_STYLE, 0.5).apply(photo);
    BufferedImage recolored = ColorTransfer.matched(smooth(140), photo, 1);
    assertThat(
            PhotoPixels.largestDifference(
                method.images(0).get(0), ImageBlend.mix(smooth(140), recolored, 0.5)))
        .isLessThanOrEqualTo(1);
  }

  @Test
  void theColorsOfThePaintingAreThoseOfItsPalette() {
    for (double amount : new double[] {0.4, 1}) {
      assertThat(PhotoPixels.of(plain.matchColors(amount).apply(photo)))
          .isEqualTo(PhotoPixels.of(plain.palette(smooth(140), amount).apply(photo)));
    }
  }

  @Test
  void ofABlendTheyAreThoseOfAllPaintingsTogether() {
    Style first = Style.of(smooth(140)).weight(3);
    Style second = Style.of(smooth(40));
    try (Stylizer blend = Stylizer.blend(first, second).with(method)) {
      double[] found = ColorStatistics.of(blend.matchColors(1).apply(photo)).mean();
      double[] other = ColorStatistics.of(smooth(140)).mean();
      assertThat(found[0]).isCloseTo(other[0] - 25, within(2.0));
      assertThat(found[1]).isCloseTo(other[1], within(2.0));
    }
  }

  @Test
  void orderDoesNotMatter() {
    assertThat(PhotoPixels.of(plain.matchColors(0.6).strength(0.7).strokes(2).apply(photo)))
        .isEqualTo(PhotoPixels.of(plain.strokes(2).strength(0.7).matchColors(0.6).apply(photo)));
    assertThat(PhotoPixels.of(plain.preserveColors(0.6).strength(0.7).apply(photo)))
        .isEqualTo(PhotoPixels.of(plain.strength(0.7).preserveColors(0.6).apply(photo)));
  }

  @Test
  void sixteenBitsStaySo() {
    for (DoubleFunction<Stylizer> control :
        List.<DoubleFunction<Stylizer>>of(
            plain::preserveColors, amount -> plain.palette(palette, amount), plain::matchColors)) {
      BufferedImage deep = control.apply(0.5).depth(16).apply(photo);
      int[] levels = deep.getRaster().getPixels(0, 0, 48, 32, (int[]) null);
      long finer = Arrays.stream(levels).filter(level -> level % 257 != 0).count();
      assertThat(finer).isGreaterThan(levels.length / 3);
      assertThat(PhotoPixels.meanDifference(deep, control.apply(0.5).apply(photo))).isLessThan(0.5);
    }
  }

  @Test
  void framesOfAFilmHaveThem() {
    BufferedImage large = PhotoPixels.drawn(96, 80);
    try (TransformNetModel network =
            DrawnTransformNet.model(new TransformNet(4, Norm.AFFINE, false));
        Stylizer stylizer = Stylizer.style(smooth(140)).with(painting(network));
        Stylizer fixed = stylizer.matchColors(0.8).withStatisticsOf(List.of(large))) {
      assertThat(
              PhotoPixels.largestDifference(
                  fixed.apply(large), stylizer.matchColors(0.8).apply(large)))
          .isLessThanOrEqualTo(1);
    }
  }

  /** A method that paints with a network, whatever the style. */
  private static StyleMethod painting(TransformNetModel network) {
    return new StyleMethod() {
      @Override
      public String name() {
        return "network";
      }

      @Override
      public int preference() {
        return 0;
      }

      @Override
      public boolean accepts(List<Style> styles) {
        return true;
      }

      @Override
      public StyleModel prepare(List<Style> styles, ProgressListener listener) {
        return new BorrowedModel(network);
      }
    };
  }

  @Test
  void whatHasNoPaintingIsRefusedAtOnce() throws IOException {
    try (Stylizer ready = Stylizer.owning(new InvertingModel())) {
      assertThatIllegalStateException()
          .isThrownBy(() -> ready.matchColors(1))
          .withMessageContainingAll("matchColors needs the painting", "trained model");
      assertThat(ready.matchColors(0)).isNotNull();
    }
    try (ProvidedMethods methods = new ProvidedMethods(folder, List.of(RecordingMethod.class))) {
      assertThat(methods).isNotNull();
      Stylizer named = Stylizer.style(RecordingMethod.STYLE_NAME);
      assertThatIllegalStateException()
          .isThrownBy(() -> named.matchColors(0.5))
          .withMessageContainingAll("matchColors needs the painting", "only numbers");
    }
  }

  @Test
  void contradictionsAreRefused() {
    for (DoubleFunction<Stylizer> control : controls()) {
      for (double amount : new double[] {-0.1, 1.1, Double.NaN}) {
        assertThatIllegalArgumentException()
            .isThrownBy(() -> control.apply(amount))
            .withMessage("the amount of colors must be from 0 to 1, but is " + amount);
      }
    }
    Stylizer matched = plain.matchColors(0.5);
    assertThatIllegalStateException()
        .isThrownBy(() -> matched.palette(palette))
        .withMessageContaining("a palette cannot be combined");
    assertThatIllegalStateException().isThrownBy(() -> plain.palette(palette).matchColors(1));
    assertThatIllegalStateException()
        .isThrownBy(() -> matched.preserveColors(ColorPreservation.MATCHED_STYLE))
        .withMessageContaining("MATCHED_STYLE");
    assertThatIllegalStateException().isThrownBy(() -> plain.preserveColors().matchColors(1));
    assertThat(matched.palette(palette, 0).preserveColors(0)).isNotNull();
    assertThat(matched).asString().contains("matchColors=0.5");
    assertThat(plain.palette(palette, 0.5)).asString().contains("palette x 0.5");
    assertThat(plain.preserveColors(0.5)).asString().contains("preserveColors=LUMINANCE x 0.5");
  }
}
