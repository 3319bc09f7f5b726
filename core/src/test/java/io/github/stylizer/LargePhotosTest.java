package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.ndarray.NDArray;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.internal.torch.AvailableMemory;
import io.github.stylizer.testing.PhotoPixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Photos that need more memory than there is. */
class LargePhotosTest {
  /** Copies photos, and asks for memory in proportion to their pixels. */
  private record Copying(long bytesPerPixel, AtomicInteger calls) implements StyleModel {
    Copying(long bytesPerPixel) {
      this(bytesPerPixel, new AtomicInteger());
    }

    @Override
    public NDArray stylize(NDArray content, ProgressListener listener) {
      calls.incrementAndGet();
      return content.duplicate();
    }

    @Override
    public long memory(int width, int height) {
      return width * height * bytesPerPixel;
    }

    @Override
    public void close() {}
  }

  @TempDir Path directory;

  @Test
  void theyAreRefusedBeforeTheyArePainted() throws IOException {
    Path photo = directory.resolve("photo.png");
    Path painted = directory.resolve("painted.png");
    ImageEncoder.standard().write(PhotoPixels.drawn(200, 100), photo);
    // Twice the memory of the machine at least, whatever other processes take meanwhile.
    Copying model = new Copying(2 * AvailableMemory.bytes() / 20_000 + 1);
    Stylizer stylizer = Stylizer.style(model);
    assertThatExceptionOfType(StylizerException.class)
        .isThrownBy(() -> stylizer.apply(photo, painted))
        .withMessageMatching(
            Pattern.quote(photo.toString())
                + ": painting 200x100 pixels takes about [0-9.]+ GB of memory, but [0-9.]+ [GM]B is"
                + " available: choose a size of at most 1[0-9]0")
        .withNoCause();
    assertThat(model.calls).hasValue(0);
    assertThat(painted).doesNotExist();
  }

  @Test
  void theSizeThatTheMessageNamesFits() {
    long available = AvailableMemory.bytes();
    Copying model = new Copying(3 * available / 20_000);
    Photo photo = new Photo(PhotoPixels.drawn(200, 100), null);
    try {
      photo.requireMemory(model.memory(200, 100), available, "available");
      throw new AssertionError("accepted");
    } catch (StylizerException refused) {
      Matcher size = Pattern.compile("of at most (\\d+)$").matcher(refused.getMessage());
      assertThat(size.find()).isTrue();
      int side = Integer.parseInt(size.group(1));
      assertThat(model.memory(side, side / 2)).isLessThanOrEqualTo(available);
      assertThat(model.memory(side + 10, side / 2 + 5)).isGreaterThan(available);
    }
  }

  @Test
  void noSizeIsNamedWhereNoneIsReasonable() {
    Photo photo = new Photo(PhotoPixels.drawn(200, 100), null);
    assertThatExceptionOfType(StylizerException.class)
        .isThrownBy(() -> photo.requireMemory(900_000_000, 1_000_000, "available"))
        .withMessage(
            "painting 200x100 pixels takes about 900 MB of memory, but 1 MB is available: free some");
  }
}
