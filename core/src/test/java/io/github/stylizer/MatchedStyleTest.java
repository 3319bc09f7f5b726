package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.internal.image.ColorTransfer;
import io.github.stylizer.internal.image.ImageResize;
import io.github.stylizer.testing.Concurrently;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A style whose pictures are recolored for every photo. */
class MatchedStyleTest {
  @TempDir Path directory;
  private final BufferedImage photo = darkened(20, 12);
  private final BufferedImage painting = PhotoPixels.drawn(9, 9);
  private final RecordingMethod method = new RecordingMethod();
  private final Stylizer stylizer = matched(Stylizer.style(painting));

  private Stylizer matched(Stylizer plain) {
    return plain.with(method).preserveColors(ColorPreservation.MATCHED_STYLE);
  }

  private static BufferedImage darkened(int width, int height) {
    BufferedImage image = PhotoPixels.drawn(width, height);
    for (int i = 0; i < width * height; i++) {
      int rgb = image.getRGB(i % width, i / width);
      image.setRGB(i % width, i / width, rgb >> 1 & 0x7f3f1f);
    }
    return image;
  }

  private static int[] expected(BufferedImage painting, BufferedImage photo) {
    return PhotoPixels.of(ColorTransfer.matched(painting, photo, 1));
  }

  @Test
  void theStyleIsPreparedInTheColorsOfEachPhotoAndFreed() {
    int[] before = PhotoPixels.of(painting);
    BufferedImage other = PhotoPixels.drawn(16, 16);
    stylizer.apply(photo);
    stylizer.apply(other);
    assertThat(method.prepared).hasSize(2);
    assertThat(List.of(method.images(0).get(0), method.images(1).get(0)))
        .extracting(PhotoPixels::of)
        .containsExactly(expected(painting, photo), expected(painting, other));
    assertThat(method.models).hasSize(2).allMatch(InvertingModel::isClosed);
    assertThat(PhotoPixels.of(painting)).isEqualTo(before);
  }

  @Test
  void theResultIsWhatTheRecoloredPaintingGives() {
    int[] painted = PhotoPixels.of(Stylizer.style(painting).with(method).apply(photo));
    assertThat(PhotoPixels.of(stylizer.apply(photo)))
        .as("the colors of the result are left as they are painted")
        .isEqualTo(painted);
  }

  @Test
  void itIsThePhotoInItsFinalSizeThatCounts() {
    stylizer.size(8).apply(photo);
    assertThat(PhotoPixels.of(method.images(0).get(0)))
        .isEqualTo(expected(painting, ImageResize.longerSide(photo, 8)));
  }

  @Test
  void blendedPaintingsAreRecoloredOneByOneAndKeepTheirWeights() throws IOException {
    BufferedImage second = PhotoPixels.drawn(11, 10);
    Path first = directory.resolve("a.png");
    Path other = directory.resolve("b.png");
    ImageEncoder.standard().write(painting, first);
    ImageEncoder.standard().write(second, other);
    List<Stylizer> blends =
        List.of(
            Stylizer.blend(Style.of(first), Style.of(other).weight(3)),
            Stylizer.blend(List.of(Style.of(painting), Style.of(second).weight(3))));
    for (Stylizer blend : blends) {
      method.prepared.clear();
      matched(blend).apply(photo);
      List<Style> styles = method.prepared.get(0);
      assertThat(styles).extracting(Style::weight).containsExactly(1.0, 3.0);
      assertThat(method.images(0))
          .extracting(PhotoPixels::of)
          .containsExactly(expected(painting, photo), expected(second, photo));
    }
  }

  @Test
  void aStyleThatIsReadyAlreadyCannotBeRecolored() throws IOException {
    Stylizer ready = Stylizer.style(new InvertingModel());
    assertThatIllegalStateException()
        .isThrownBy(() -> ready.preserveColors(ColorPreservation.MATCHED_STYLE))
        .withMessageContainingAll("MATCHED_STYLE", "model");
    try (ProvidedMethods methods = new ProvidedMethods(directory, List.of(RecordingMethod.class))) {
      assertThat(methods).isNotNull();
      Stylizer named = Stylizer.style(RecordingMethod.STYLE_NAME);
      assertThatIllegalStateException()
          .isThrownBy(() -> named.with(method).preserveColors(ColorPreservation.MATCHED_STYLE))
          .withMessageContaining("only numbers");
      assertThat(named.preserveColors().apply(photo)).isNotNull();
    }
  }

  @Test
  void aFailureFreesTheStyleToo() {
    Stylizer failing =
        stylizer.onProgress(
            progress -> {
              if (progress.stage().equals("inverting")) {
                throw new CancellationException("enough");
              }
            });
    assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> failing.apply(photo));
    assertThat(method.models).singleElement().matches(InvertingModel::isClosed);
  }

  @Test
  void theLaterOfTwoWaysCounts() {
    stylizer.preserveColors().apply(photo);
    assertThat(PhotoPixels.of(method.images(0).get(0))).isEqualTo(PhotoPixels.of(painting));
  }

  @Test
  void photosOfSeveralThreadsEachGetTheirOwnStyle() throws Exception {
    int[] expected = PhotoPixels.of(Stylizer.style(new InvertingModel()).apply(photo));
    List<int[]> painted = Concurrently.run(3, () -> PhotoPixels.of(stylizer.apply(photo)));
    assertThat(painted).allSatisfy(p -> assertThat(p).containsExactly(expected));
    assertThat(method.models).hasSize(3).allMatch(InvertingModel::isClosed);
  }

  @Test
  void closedItPreparesNothing() {
    stylizer.close();
    assertThatIllegalStateException()
        .isThrownBy(() -> stylizer.apply(photo))
        .withMessageContaining("closed");
    assertThat(method.prepared).isEmpty();
  }
}
