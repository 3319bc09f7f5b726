package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.internal.image.PixelLimit;
import java.io.IOException;
import java.io.InterruptedIOException;
import javax.imageio.stream.ImageInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What ImageIO reads a file through. */
class SourceInputTest {
  private static final int PIECE = 1000;

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  /** Zeros without end; its third read interrupts the thread. */
  private static final class Content implements ImageSource.Content {
    private int reads;

    @Override
    public int read(long position, byte[] target, int offset, int length) {
      assertThat(length).isLessThanOrEqualTo(PIECE);
      if (++reads == 3) {
        Thread.currentThread().interrupt();
      }
      return length;
    }

    @Override
    public long length() {
      return 1 << 30;
    }

    @Override
    public void close() {}
  }

  private interface Reading {
    void from(ImageInputStream input) throws IOException;
  }

  @Test
  void readingEndsWithTheNextPiece() throws IOException {
    assertEndsAfterThreeReads(input -> input.readFully(new byte[1 << 20]));
    assertEndsAfterThreeReads(
        input -> {
          while (true) {
            input.readInt();
          }
        });
    assertEndsAfterThreeReads(
        input -> {
          while (true) {
            input.readBit();
          }
        });
  }

  private static void assertEndsAfterThreeReads(Reading reading) throws IOException {
    ImageSource source = ImageSource.of(new byte[1], "a", PixelLimit.DEFAULT, Deadline.after(null));
    Content content = new Content();
    assertThatThrownBy(() -> reading.from(new SourceInput(source, content, PIECE)))
        .isInstanceOf(InterruptedIOException.class)
        .hasMessageStartingWith("a: ");
    assertThat(content.reads).isEqualTo(3);
    assertThat(Thread.interrupted()).isTrue();
  }
}
