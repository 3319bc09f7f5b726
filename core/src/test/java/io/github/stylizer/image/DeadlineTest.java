package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.internal.image.PixelLimit;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.function.LongSupplier;
import org.apache.commons.imaging.ImageFormats;
import org.apache.commons.imaging.Imaging;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The time limit and an interrupt end decoding where it is, not only before or after it. */
@ExtendWith(WithPlugins.class)
class DeadlineTest {
  private static final int BLOCK = 8192;
  private static final int WIDTH = 600;
  private static final int HEIGHT = 400;

  @TempDir Path folder;

  @AfterEach
  void clearInterrupt() {
    Thread.interrupted();
  }

  /** Every reading of the clock is a check. */
  private static final class Clock implements LongSupplier {
    private final int late;
    private final boolean interrupts;
    private int readings = -1;

    /**
     * Sets when time is over.
     *
     * @param late the number of the check
     * @param interrupts whether the thread is interrupted instead
     */
    Clock(int late, boolean interrupts) {
      this.late = late;
      this.interrupts = interrupts;
    }

    @Override
    public long getAsLong() {
      readings++;
      if (interrupts && readings == late) {
        Thread.currentThread().interrupt();
      }
      return !interrupts && readings >= late ? Duration.ofHours(2).toNanos() : 0;
    }

    Deadline deadline() {
      return Deadline.after(Duration.ofHours(1), this);
    }
  }

  /**
   * How often a format is read before its end: the checksums of PNG and the scans of JPEG are
   * looked at first.
   */
  @ParameterizedTest
  @CsvSource({
    "png, 2", "jpeg, 2", "gif, 1", "bmp, 1", "tiff, 1", "webp, 1", "ppm, 1", "pgm, 1", "pbm, 1",
    "pam, 1", "psd, 1", "pcx, 1"
  })
  void everyBlockIsChecked(String format, int passes) throws IOException {
    byte[] file = file(format);
    for (boolean onDisk : new boolean[] {false, true}) {
      Clock never = new Clock(Integer.MAX_VALUE, false);
      ImageSource source = source(file, onDisk, never);
      CheckedReader reader = ImageReaders.of(source);
      ImageInfo info = reader.info();
      int before = never.readings;
      assertThat(reader.read(info, 0, new PixelFormat(false, 8)).getWidth()).isEqualTo(WIDTH);
      assertThat(file).hasSizeGreaterThan(3 * BLOCK);
      assertThat(never.readings - before).isGreaterThanOrEqualTo(passes * (file.length / BLOCK));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "png", "jpeg", "gif", "bmp", "tiff", "webp", "ppm", "pgm", "pbm", "pam", "psd", "pcx"
      })
  void decodingEndsAtTheNextCheck(String format) throws IOException {
    byte[] file = file(format);
    for (boolean onDisk : new boolean[] {false, true}) {
      Clock never = new Clock(Integer.MAX_VALUE, false);
      read(file, onDisk, never);
      int all = never.readings;
      for (int late : new int[] {1, all / 2, all - 2}) {
        Clock slow = new Clock(late, false);
        assertThatThrownBy(() -> read(file, onDisk, slow))
            .isInstanceOf(ImageFormatException.class)
            .hasMessageEndingWith(": decoding takes longer than 3600000 ms, the limit");
        assertThat(slow.readings).isLessThan(late + 5);
        Clock interrupted = new Clock(late, true);
        assertThatThrownBy(() -> read(file, onDisk, interrupted))
            .isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted.readings).isLessThan(late + 5);
      }
    }
  }

  /** Few blocks, many rows. */
  @ParameterizedTest
  @ValueSource(strings = {"png", "gif"})
  void everyRowIsChecked(String format) throws IOException {
    int rows = 2000;
    byte[] file = PictureFiles.encoded(Pictures.solid(30, rows, 0x808080), format);
    Clock never = new Clock(Integer.MAX_VALUE, false);
    read(file, false, never);
    assertThat(never.readings).isGreaterThan(rows);
  }

  @Test
  void streamsOfTheApplicationAreReadInTime() {
    InputStream endless =
        new InputStream() {
          private int count;

          @Override
          public int read() {
            throw new AssertionError("not in blocks");
          }

          @Override
          public int read(byte[] target, int offset, int length) {
            if (++count == 3) {
              Thread.currentThread().interrupt();
            }
            assertThat(count).isLessThan(4);
            return length;
          }
        };
    assertThatThrownBy(() -> ImageDecoder.standard().read(endless, "an upload"))
        .isInstanceOf(InterruptedIOException.class)
        .hasMessage("an upload: interrupted while the image was decoded");
  }

  private void read(byte[] file, boolean onDisk, Clock clock) throws IOException {
    CheckedReader reader = ImageReaders.of(source(file, onDisk, clock));
    reader.read(reader.info(), 0, new PixelFormat(false, 8));
  }

  private ImageSource source(byte[] file, boolean onDisk, Clock clock) throws IOException {
    return onDisk
        ? ImageSource.of(
            Files.write(folder.resolve("a.pcx"), file), PixelLimit.DEFAULT, clock.deadline())
        : ImageSource.of(file, "a.pcx", PixelLimit.DEFAULT, clock.deadline());
  }

  private static byte[] file(String format) throws IOException {
    BufferedImage noise = Pictures.noise(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    return switch (format) {
      case "ppm" -> Imaging.writeImageToBytes(noise, ImageFormats.PPM);
      case "pgm" -> Imaging.writeImageToBytes(noise, ImageFormats.PGM);
      case "pbm" -> Imaging.writeImageToBytes(noise, ImageFormats.PBM);
      case "pam" -> Imaging.writeImageToBytes(noise, ImageFormats.PAM);
      case "pcx" -> Imaging.writeImageToBytes(noise, ImageFormats.PCX);
      case "psd" -> PictureFiles.psd(noise);
      case "webp" -> webp();
      default -> PictureFiles.encoded(noise, format);
    };
  }

  /** Four bits for each pixel. */
  private static byte[] webp() {
    LosslessWebpTest.Bits bits = new LosslessWebpTest.Bits().noTransform().noCache().put(0, 1);
    bits.two(1, 2).two(1, 2).two(1, 2).two(1, 2).one(0);
    Random random = new Random(1);
    for (int pixel = 0; pixel < WIDTH * HEIGHT; pixel++) {
      bits.put(random.nextInt(), 4);
    }
    return LosslessWebpTest.vp8l(WIDTH, HEIGHT, bits);
  }

  @Test
  void aDeadlineStartsAgain() throws IOException {
    long[] now = {0};
    Deadline deadline = Deadline.after(Duration.ofNanos(10), () -> now[0]);
    now[0] = 11;
    assertThat(deadline.isOver()).isTrue();
    deadline.restart();
    assertThat(deadline.isOver()).isFalse();
    now[0] = 22;
    assertThat(deadline.isOver()).isTrue();
  }
}
