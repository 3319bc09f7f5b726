package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.internal.image.ColorTransfer;
import io.github.stylizer.internal.image.ImageResize;
import io.github.stylizer.testing.Concurrently;
import io.github.stylizer.testing.NativeArrays;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Strength and the colors of the photo. */
class StylizerControlsTest {
  private final BufferedImage photo = PhotoPixels.drawn(20, 12);
  private final RecordingMethod method = new RecordingMethod();
  private final Stylizer stylizer = Stylizer.style(PhotoPixels.drawn(9, 9)).with(method);

  @Test
  void strengthZeroIsThePhotoAndComputesNothing() {
    List<String> stages = new ArrayList<>();
    Stylizer none = stylizer.strength(0).onProgress(progress -> stages.add(progress.stage()));
    BufferedImage result = none.apply(photo);
    assertThat(result.getType()).isEqualTo(BufferedImage.TYPE_INT_RGB);
    assertThat(PhotoPixels.of(result)).isEqualTo(PhotoPixels.of(photo));
    assertThat(PhotoPixels.of(none.size(10).apply(photo)))
        .isEqualTo(PhotoPixels.of(ImageResize.longerSide(photo, 10)));
    assertThat(PhotoPixels.of(none.preserveColors(ColorPreservation.MATCHED_STYLE).apply(photo)))
        .isEqualTo(PhotoPixels.of(photo));
    assertThat(method.prepared).isEmpty();
    assertThat(stages).isEmpty();
  }

  @Test
  void strengthZeroGivesACopy() {
    int[] before = PhotoPixels.of(photo);
    stylizer.strength(0).apply(photo).setRGB(0, 0, ~photo.getRGB(0, 0));
    assertThat(PhotoPixels.of(photo)).isEqualTo(before);
  }

  @Test
  void strengthOneIsNoSetting() {
    assertThat(PhotoPixels.of(stylizer.strength(1).apply(photo)))
        .isEqualTo(PhotoPixels.of(stylizer.apply(photo)));
    assertThat(PhotoPixels.of(stylizer.strength(0.2).strength(1).apply(photo)))
        .isEqualTo(PhotoPixels.of(stylizer.apply(photo)));
  }

  @Test
  void strengthIsLinearInEveryPixel() {
    int[] painted = PhotoPixels.of(stylizer.apply(photo));
    int[] original = PhotoPixels.of(photo);
    for (double strength : new double[] {0, 1e-9, 0.25, 0.5, 0.9, 1}) {
      int[] mixed = PhotoPixels.of(stylizer.strength(strength).apply(photo));
      for (int i = 0; i < mixed.length; i++) {
        for (int shift = 0; shift < 24; shift += 8) {
          double expected =
              (1 - strength) * (original[i] >> shift & 0xff)
                  + strength * (painted[i] >> shift & 0xff);
          assertThat((double) (mixed[i] >> shift & 0xff)).isCloseTo(expected, within(0.5001));
        }
      }
    }
  }

  @Test
  void otherStrengthsAreRefused() {
    for (double strength : new double[] {-0.01, 1.01, Double.NaN, Double.NEGATIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> stylizer.strength(strength))
          .withMessageContainingAll("strength", "0 to 1", String.valueOf(strength));
    }
  }

  @Test
  void preservedColorsAreLuminanceOfThePaintedAndChromaOfThePhoto() {
    BufferedImage expected = ColorTransfer.luminance(stylizer.apply(photo), photo);
    assertThat(PhotoPixels.of(stylizer.preserveColors().apply(photo)))
        .isEqualTo(PhotoPixels.of(expected));
    assertThat(PhotoPixels.of(stylizer.preserveColors(ColorPreservation.LUMINANCE).apply(photo)))
        .isEqualTo(PhotoPixels.of(expected));
  }

  @Test
  void preservationMustBeGiven() {
    assertThatNullPointerException().isThrownBy(() -> stylizer.preserveColors(null));
  }

  @Test
  void theOrderOfSettingsDoesNotMatter() {
    BufferedImage small = ImageResize.longerSide(photo, 14);
    int[] painted = PhotoPixels.of(stylizer.preserveColors().apply(small));
    int[] expected = PhotoPixels.of(stylizer.size(14).preserveColors().strength(0.3).apply(photo));
    int[] resized = PhotoPixels.of(small);
    assertThat(PhotoPixels.of(stylizer.strength(0.3).size(14).preserveColors().apply(photo)))
        .isEqualTo(expected);
    assertThat(PhotoPixels.of(stylizer.preserveColors().strength(0.3).size(14).apply(photo)))
        .isEqualTo(expected);
    Stylizer later = Stylizer.style(photo).strength(0.3).preserveColors().size(14).with(method);
    assertThat(PhotoPixels.of(later.apply(photo))).isEqualTo(expected);
    for (int i = 0; i < expected.length; i++) {
      double mixed = 0.7 * (resized[i] & 0xff) + 0.3 * (painted[i] & 0xff);
      assertThat((double) (expected[i] & 0xff))
          .as("the colors are restored before the mixture")
          .isCloseTo(mixed, within(0.5001));
    }
  }

  @Test
  void settingsLeaveTheStylizerAsItWasAndShareItsStyle() {
    int[] before = PhotoPixels.of(stylizer.apply(photo));
    for (Stylizer derived :
        List.of(stylizer.strength(0.5), stylizer.preserveColors().strength(0.7).size(10))) {
      try (derived) {
        derived.apply(photo);
      }
    }
    assertThat(PhotoPixels.of(stylizer.apply(photo))).isEqualTo(before);
    assertThat(method.prepared).hasSize(1);
    stylizer.strength(0.5).close();
    assertThat(method.models).singleElement().matches(model -> !model.isClosed());
    stylizer.close();
    assertThat(method.models).singleElement().matches(InvertingModel::isClosed);
    assertThatIllegalStateException().isThrownBy(() -> stylizer.strength(0).apply(photo));
    assertThatIllegalStateException()
        .isThrownBy(() -> stylizer.preserveColors(ColorPreservation.MATCHED_STYLE).apply(photo))
        .withMessageContaining("closed");
    assertThat(method.prepared).hasSize(1);
  }

  @Test
  void aReadyModelCanBeMixedToo() {
    InvertingModel model = new InvertingModel();
    BufferedImage mixed = Stylizer.style(model).strength(0.5).preserveColors().apply(photo);
    assertThat(PhotoPixels.of(mixed))
        .isEqualTo(PhotoPixels.of(stylizer.preserveColors().strength(0.5).apply(photo)));
  }

  @Test
  void concurrentPhotosGetTheSamePicture() throws Exception {
    Stylizer both = stylizer.strength(0.4).preserveColors();
    int[] expected = PhotoPixels.of(both.apply(photo));
    List<int[]> painted =
        Concurrently.run(3, () -> PhotoPixels.of(both.apply(PhotoPixels.drawn(20, 12))));
    assertThat(painted).hasSize(3).allSatisfy(p -> assertThat(p).containsExactly(expected));
    assertThat(method.prepared).hasSize(1);
  }

  /** A model that keeps hold of the manager of what it is given. */
  private static final class WatchingModel implements StyleModel {
    private final List<NDManager> managers = new ArrayList<>();
    private boolean breaks;

    @Override
    public NDArray stylize(NDArray content, ProgressListener listener) {
      managers.add(content.getManager());
      if (breaks) {
        throw new CancellationException("enough");
      }
      return content.neg();
    }

    @Override
    public void close() {}
  }

  @Test
  void noNativeArrayIsLeftBehind() {
    WatchingModel model = new WatchingModel();
    Stylizer watched = Stylizer.style(model);
    Stylizer failing = watched.preserveColors().strength(0.5);
    watched.apply(photo);
    watched.strength(0.5).apply(photo);
    failing.apply(photo);
    model.breaks = true;
    assertThatExceptionOfType(CancellationException.class).isThrownBy(() -> failing.apply(photo));
    assertThat(model.managers).hasSize(4).noneMatch(NDManager::isOpen);
    assertThat(NativeArrays.heldBy(failing)).isZero();
  }
}
