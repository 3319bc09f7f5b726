package io.github.stylizer.metanet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.ColorPreservation;
import io.github.stylizer.Precision;
import io.github.stylizer.Quality;
import io.github.stylizer.Style;
import io.github.stylizer.StyleCode;
import io.github.stylizer.Stylizer;
import io.github.stylizer.TransformModel;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.NativeArrays;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A part of a style, with the network in the jar. */
class StyleStrengthTest {
  private static final int MARGIN = 64;

  private static MetaNet network;
  private static Stylizer stylizer;
  private static final BufferedImage PHOTO = PhotoPixels.drawn(200, 160);

  @BeforeAll
  static void open() throws IOException {
    network = MetaNet.compact();
    Style wave = Style.of(StyleGallery.code("great-wave"));
    stylizer = Stylizer.style(wave).with(MetaNetMethod.of(network));
  }

  @AfterAll
  static void close() {
    stylizer.close();
    network.close();
  }

  @Test
  void noneIsThePhotoAndAllIsThePainting() {
    assertThat(PhotoPixels.of(stylizer.styleStrength(0).apply(PHOTO)))
        .isEqualTo(PhotoPixels.of(PHOTO));
    assertThat(PhotoPixels.of(stylizer.styleStrength(1).apply(PHOTO)))
        .isEqualTo(PhotoPixels.of(stylizer.apply(PHOTO)));
  }

  @Test
  void moreIsFartherFromThePhotoAndNearerToThePainting() {
    BufferedImage painted = stylizer.apply(PHOTO);
    double toPhoto = 0;
    double toPainted = PhotoPixels.meanDifference(PHOTO, painted);
    for (double share : new double[] {0.01, 0.3, 0.6, 0.99}) {
      BufferedImage part = stylizer.styleStrength(share).apply(PHOTO);
      assertThat(PhotoPixels.meanDifference(part, PHOTO)).isGreaterThan(toPhoto);
      assertThat(PhotoPixels.meanDifference(part, painted)).isLessThan(toPainted);
      toPhoto = PhotoPixels.meanDifference(part, PHOTO);
      toPainted = PhotoPixels.meanDifference(part, painted);
    }
    assertThat(toPainted).isLessThan(1);
  }

  /** The sum in the Javadoc, of networks made by hand. */
  @Test
  void codesAreMixedAndWhatTheNetworkLosesIsAdded() throws IOException {
    double share = 0.4;
    BufferedImage photo = PhotoPixels.drawn(96, 80);
    StyleCode own = network.code(photo);
    StyleCode mixed = own.interpolate(StyleGallery.code("great-wave"), share);
    BufferedImage expected;
    try (NDManager manager = NDManager.newBaseManager("PyTorch");
        TransformModel between = network.style(mixed);
        TransformModel ofPhoto = network.style(own)) {
      NDArray content = ImageTensors.fromImage(manager, photo);
      NDArray lost = content.sub(ofPhoto.stylize(content)).mul(1 - share);
      expected = ImageTensors.toImage(between.stylize(content).add(lost), 8);
    }
    BufferedImage part = stylizer.styleStrength(share).apply(photo);
    assertThat(PhotoPixels.largestDifference(part, expected)).isLessThanOrEqualTo(1);
  }

  @Test
  void framesArePaintedByTheStatisticsOfTheirShot() {
    Stylizer part = stylizer.styleStrength(0.5);
    BufferedImage whole = part.apply(PHOTO);
    try (Stylizer shot = part.withStatisticsOf(List.of(PHOTO))) {
      BufferedImage frame = shot.apply(PHOTO);
      assertThat(PhotoPixels.largestDifference(frame, whole)).isLessThanOrEqualTo(2);
      BufferedImage right = shot.apply(PHOTO.getSubimage(40, 0, 160, 160));
      int width = 160 - MARGIN;
      assertThat(
              PhotoPixels.largestDifference(
                  right.getSubimage(MARGIN, 0, width, 160),
                  frame.getSubimage(40 + MARGIN, 0, width, 160)))
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void aLargePhotoIsPaintedInTiles() {
    BufferedImage photo = PhotoPixels.drawn(640, 520);
    Stylizer part = stylizer.styleStrength(0.5);
    // Room for tiles of 300 pixels; statistics come from parts of the photo.
    BufferedImage tiled = part.maxMemory(130_000_000).apply(photo);
    assertThat(PhotoPixels.meanDifference(tiled, part.apply(photo))).isLessThan(4);
  }

  @Test
  void otherSettingsAreKept() {
    BufferedImage small = stylizer.styleStrength(0.5).size(64).strength(0).apply(PHOTO);
    assertThat(small.getWidth()).isEqualTo(64);
    BufferedImage first = stylizer.styleStrength(0.5).size(64).preserveColors().apply(PHOTO);
    BufferedImage last = stylizer.preserveColors().size(64).styleStrength(0.5).apply(PHOTO);
    assertThat(PhotoPixels.of(first)).isEqualTo(PhotoPixels.of(last));
    BufferedImage rounded = stylizer.styleStrength(0.5).precision(Precision.BFLOAT16).apply(PHOTO);
    BufferedImage exact = stylizer.styleStrength(0.5).apply(PHOTO);
    assertThat(PhotoPixels.meanDifference(rounded, exact)).isBetween(1e-6, 3.0);
    assertThat(
            PhotoPixels.meanDifference(stylizer.styleStrength(0.5).smooth(2).apply(PHOTO), exact))
        .isBetween(0.1, 15.0);
  }

  @Test
  void nothingIsLeft() {
    stylizer.styleStrength(0.5).apply(PHOTO);
    int held = NativeArrays.heldBy(network);
    stylizer.styleStrength(0.5).apply(PHOTO);
    try (Stylizer shot = stylizer.styleStrength(0.5).withStatisticsOf(List.of(PHOTO))) {
      shot.apply(PHOTO);
    }
    assertThat(NativeArrays.heldBy(network)).isEqualTo(held);
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1.1, Double.NaN})
  void aShareOutOfRangeIsRefused(double share) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stylizer.styleStrength(share))
        .withMessage("the style strength must be from 0 to 1, but is " + share);
  }

  @Test
  void whatWorksTowardsTheWholeStyleIsRefusedInEitherOrder() {
    try (Stylizer painting = Stylizer.style(PHOTO)) {
      for (Runnable refused :
          List.<Runnable>of(
              () -> painting.styleStrength(0.5).refine(3),
              () -> painting.styleStrength(0.5).quality(Quality.FINE),
              () -> painting.refine(3).styleStrength(0.5))) {
        assertThatIllegalStateException()
            .isThrownBy(refused::run)
            .withMessageContainingAll("refinement", "styleStrength", "use strength");
      }
      assertThatIllegalStateException()
          .isThrownBy(
              () -> painting.styleStrength(0.5).preserveColors(ColorPreservation.MATCHED_STYLE))
          .withMessageContaining("MATCHED_STYLE");
      assertThatIllegalStateException()
          .isThrownBy(
              () -> painting.preserveColors(ColorPreservation.MATCHED_STYLE).styleStrength(0.5))
          .withMessageContaining("MATCHED_STYLE");
    }
  }

  @Test
  void aTrainedModelIsRefused() {
    try (TransformModel model = network.style(PHOTO);
        Stylizer of = Stylizer.style(model)) {
      assertThatIllegalStateException()
          .isThrownBy(() -> of.styleStrength(0.5))
          .withMessageContaining("the style is a trained model");
      assertThat(of.styleStrength(1).toString()).isEqualTo(of.toString());
    }
  }
}
