package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.testing.PhotoPixels;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photos that are too small for a model. */
class SmallPhotosTest {
  /** Copies photos, and counts those that it is given. */
  private static final class Copying implements StyleModel {
    private final int minimumSide;
    private int calls;

    Copying(int minimumSide) {
      this.minimumSide = minimumSide;
    }

    @Override
    public NDArray stylize(NDArray content, ProgressListener listener) {
      calls++;
      listener.onProgress(Progress.of("copying", 1, 1, Duration.ZERO));
      return content.duplicate();
    }

    @Override
    public int minimumSide() {
      return minimumSide;
    }

    @Override
    public void close() {}
  }

  @TempDir Path directory;
  private final Copying model = new Copying(10);
  private final Stylizer stylizer = Stylizer.style(model);

  private Path photo(String name, int width, int height) throws IOException {
    Path file = directory.resolve(name);
    ImageEncoder.standard().write(PhotoPixels.drawn(width, height), file);
    return file;
  }

  @Test
  void theyDoNotReachIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stylizer.apply(PhotoPixels.drawn(20, 9)))
        .withMessage(
            "a photo of 20x9 is too small; each side needs at least 10 pixels, so choose a larger"
                + " size or another photo");
    assertThat(model.calls).isZero();
    assertThat(stylizer.apply(PhotoPixels.drawn(20, 10)).getHeight()).isEqualTo(10);
  }

  @Test
  void theSizeThatIsPaintedCounts() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stylizer.size(10).apply(PhotoPixels.drawn(40, 20)))
        .withMessageContainingAll("a photo of 10x5 ", "at least 10 ");
    assertThat(stylizer.size(40).apply(PhotoPixels.drawn(18, 9)).getHeight()).isEqualTo(20);
  }

  @Test
  void theirFilesAreNamed() throws IOException {
    Path small = photo("small.png", 20, 9);
    Path tiny = photo("tiny.png", 7, 20);
    Path painted = directory.resolve("painted.png");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stylizer.apply(small, painted))
        .withMessageStartingWith(small + ": a photo of 20x9 is too small");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> stylizer.apply(tiny, painted))
        .withMessageStartingWith(tiny + ": a photo of 7x20 is too small");
    assertThat(painted).doesNotExist();
  }

  @Test
  void theirFilesAreNamedIfOnlyTheModelKnowsThatTheyAreTooSmall() throws IOException {
    Path small = photo("two\nlines.png", 20, 9);
    Path painted = directory.resolve("painted.png");
    IllegalArgumentException said = new IllegalArgumentException("20x9 is less than I can paint");
    Stylizer silent =
        Stylizer.style(new Copying(1))
            .onProgress(
                progress -> {
                  throw said;
                });
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> silent.apply(small, painted))
        .withMessage(directory + "/two lines.png: 20x9 is less than I can paint")
        .withCause(said);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> silent.apply(PhotoPixels.drawn(20, 9)))
        .isSameAs(said);
  }

  @Test
  void theListenersOwnExceptionStaysAsItIs() throws IOException {
    Path photo = photo("photo.png", 20, 20);
    NumberFormatException own = new NumberFormatException("not a number");
    Stylizer failing =
        stylizer.onProgress(
            progress -> {
              throw own;
            });
    assertThatExceptionOfType(NumberFormatException.class)
        .isThrownBy(() -> failing.apply(photo, directory.resolve("painted.png")))
        .isSameAs(own);
  }
}
