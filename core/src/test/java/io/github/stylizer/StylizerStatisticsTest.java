package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.stylizer.internal.nn.Norm;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.testing.DrawnTransformNet;
import io.github.stylizer.testing.NativeArrays;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Photos that are painted by the statistics of other photos. */
class StylizerStatisticsTest {
  private final TransformNetModel model =
      DrawnTransformNet.model(new TransformNet(4, Norm.AFFINE, false));
  private final BufferedImage photo = PhotoPixels.drawn(96, 80);
  private final BufferedImage inverted = inverted(photo);

  @AfterEach
  void close() {
    model.close();
  }

  private static BufferedImage inverted(BufferedImage image) {
    BufferedImage result =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < image.getHeight(); y++) {
      for (int x = 0; x < image.getWidth(); x++) {
        result.setRGB(x, y, ~image.getRGB(x, y));
      }
    }
    return result;
  }

  @Test
  void byItsOwnStatisticsAPhotoIsPaintedTheSame() {
    try (Stylizer fixed = Stylizer.style(model).withStatisticsOf(List.of(photo))) {
      assertThat(
              PhotoPixels.largestDifference(fixed.apply(photo), Stylizer.style(model).apply(photo)))
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void everyPhotoIsPaintedByTheGivenStatistics() {
    try (Stylizer fixed = Stylizer.style(model).withStatisticsOf(List.of(photo, inverted))) {
      BufferedImage painted = fixed.apply(photo);
      assertThat(PhotoPixels.largestDifference(painted, Stylizer.style(model).apply(photo)))
          .isGreaterThan(1);
      // A part far from the edges is that part of the whole.
      BufferedImage wide = new BufferedImage(384, 80, BufferedImage.TYPE_INT_RGB);
      for (int x = 0; x < wide.getWidth(); x += photo.getWidth()) {
        wide.createGraphics().drawImage(photo, x, 0, null);
      }
      BufferedImage end = fixed.apply(wide).getSubimage(360, 0, 24, 80);
      assertThat(PhotoPixels.largestDifference(end, painted.getSubimage(72, 0, 24, 80)))
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void settingsStayAndMayFollow() {
    try (Stylizer fixed =
        Stylizer.style(model).maxSize(64).strength(0.5).withStatisticsOf(List.of(photo))) {
      BufferedImage painted = fixed.apply(photo);
      assertThat(List.of(painted.getWidth(), painted.getHeight())).containsExactly(64, 53);
      try (Stylizer full = fixed.strength(1)) {
        assertThat(PhotoPixels.largestDifference(full.apply(photo), painted)).isGreaterThan(1);
      }
    }
  }

  @Test
  void withLittleMemoryPartsAreEnough() {
    BufferedImage large = PhotoPixels.drawn(701, 603);
    long memory = model.memory(448, 448);
    Stylizer limited = Stylizer.style(model).maxMemory(memory);
    try (Stylizer fixed = limited.withStatisticsOf(List.of(large, inverted(large)))) {
      // In tiles, like the photo itself.
      assertThat(
              PhotoPixels.largestDifference(
                  fixed.apply(large), fixed.maxMemory(Long.MAX_VALUE).apply(large)))
          .isLessThanOrEqualTo(1);
    }
  }

  @Test
  void statisticsCanBeCarriedElsewhere() {
    Stylizer stylizer = Stylizer.style(model).strength(0.8);
    NormStatistics statistics = stylizer.statisticsOf(List.of(photo, inverted));
    try (Stylizer fixed = stylizer.withStatisticsOf(List.of(photo, inverted));
        Stylizer carried = stylizer.withStatistics(statistics)) {
      assertThat(PhotoPixels.largestDifference(carried.apply(photo), fixed.apply(photo))).isZero();
    }
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(
            () ->
                stylizer
                    .regions(Map.of(Mask.of(photo), Stylizer.style(model)))
                    .statisticsOf(List.of(photo)))
        .withMessageContaining("use withStatisticsOf");
    assertThatIllegalStateException()
        .isThrownBy(() -> Stylizer.style(new InvertingModel()).statisticsOf(List.of(photo)));
  }

  @Test
  void closingItFreesItsNetworkOnly() {
    int before = NativeArrays.heldBy(model);
    Stylizer fixed = Stylizer.style(model).withStatisticsOf(List.of(photo));
    fixed.apply(photo);
    assertThat(NativeArrays.heldBy(fixed)).isPositive();
    fixed.close();
    assertThat(NativeArrays.heldBy(fixed)).isZero();
    assertThat(NativeArrays.heldBy(model)).isEqualTo(before);
    Stylizer.style(model).apply(photo);
  }

  @Test
  void photosMustBeOfTheSameSize() {
    Stylizer stylizer = Stylizer.style(model);
    BufferedImage other = PhotoPixels.drawn(80, 80);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stylizer.withStatisticsOf(List.of(photo, other)))
        .withMessage(
            "the photos must be of the same size, but one has 96x80 pixels and another 80x80");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stylizer.withStatisticsOf(List.of()))
        .withMessage("there are no photos to collect statistics of");
    stylizer.size(40).withStatisticsOf(List.of(other, PhotoPixels.drawn(60, 60))).close();
  }

  @Test
  void onlyATransformNetworkHasStatistics() {
    try (Stylizer fixed = Stylizer.style(model).withStatisticsOf(List.of(photo))) {
      assertThatIllegalStateException()
          .isThrownBy(() -> fixed.withStatisticsOf(List.of(photo)))
          .withMessageContaining("already has given statistics");
    }
    assertThatIllegalStateException()
        .isThrownBy(() -> Stylizer.style(new InvertingModel()).withStatisticsOf(List.of(photo)))
        .withMessageContaining("only a transform network has statistics");
  }
}
