package io.github.stylizer.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class FrameFormatTest {
  private static final int OFFSET = 5;

  static List<FrameFormat> yuv() {
    return List.of(
        FrameFormat.i420(8, 6),
        FrameFormat.i420(7, 5),
        FrameFormat.i420(1, 1),
        FrameFormat.i420(7, 5).stride(13).fullRange(),
        FrameFormat.nv12(7, 5),
        FrameFormat.nv12(8, 5).stride(11),
        FrameFormat.nv12(1, 4).fullRange(),
        FrameFormat.nv21(7, 6).stride(8),
        FrameFormat.nv21(8, 6).fullRange());
  }

  /** A buffer in the middle of a larger one, to see that nothing is written beside it. */
  private static ByteBuffer buffer(int bytes) {
    ByteBuffer whole = ByteBuffer.allocateDirect(bytes + 2 * OFFSET);
    for (int i = 0; i < whole.capacity(); i++) {
      whole.put(i, (byte) 0x5a);
    }
    return whole.position(OFFSET).limit(OFFSET + bytes);
  }

  private static int level(int rgb, int shift) {
    return rgb >> shift & 0xff;
  }

  /** A picture with one color for every 2x2 pixels, among them all extreme ones. */
  private static BufferedImage blocks(int width, int height) {
    BufferedImage colors = PhotoPixels.drawn((width + 1) / 2, (height + 1) / 2);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int block = y / 2 * colors.getWidth() + x / 2;
        int extreme = (block & 1) * 0xff0000 | (block >> 1 & 1) * 0xff00 | (block >> 2 & 1) * 0xff;
        image.setRGB(x, y, block < 8 ? extreme : colors.getRGB(x / 2, y / 2));
      }
    }
    return image;
  }

  private static int largestDifference(BufferedImage image, BufferedImage other) {
    int largest = 0;
    int[] levels = PhotoPixels.of(image);
    int[] expected = PhotoPixels.of(other);
    for (int i = 0; i < levels.length; i++) {
      for (int shift = 0; shift < 24; shift += 8) {
        int difference = level(levels[i], shift) - level(expected[i], shift);
        largest = Math.max(largest, Math.abs(difference));
      }
    }
    return largest;
  }

  private static BufferedImage pictureFor(FrameFormat format) {
    String[] size = format.toString().split("[ x,]");
    return blocks(Integer.parseInt(size[1]), Integer.parseInt(size[2]));
  }

  @ParameterizedTest
  @MethodSource("yuv")
  void whatIsWrittenIsReadWithinTwoLevels(FrameFormat format) {
    BufferedImage picture = pictureFor(format);
    ByteBuffer buffer = buffer(format.bytes());
    format.write(picture, buffer);
    assertThat(buffer.position()).isEqualTo(OFFSET);
    assertThat(buffer.remaining()).isEqualTo(format.bytes());
    assertThat(largestDifference(format.toImage(buffer.asReadOnlyBuffer()), picture))
        .isLessThanOrEqualTo(2);
    for (int i = 0; i < OFFSET; i++) {
      assertThat(buffer.get(i)).isEqualTo((byte) 0x5a);
      assertThat(buffer.duplicate().clear().get(OFFSET + format.bytes() + i))
          .isEqualTo((byte) 0x5a);
    }
  }

  /** ITU-R BT.601 and JFIF as they are printed everywhere. */
  private static int[] converted(int y, int u, int v, boolean full) {
    double[] rgb =
        full
            ? new double[] {
              y + 1.402 * (v - 128),
              y - 0.344136 * (u - 128) - 0.714136 * (v - 128),
              y + 1.772 * (u - 128)
            }
            : new double[] {
              1.164383 * (y - 16) + 1.596027 * (v - 128),
              1.164383 * (y - 16) - 0.391762 * (u - 128) - 0.812968 * (v - 128),
              1.164383 * (y - 16) + 2.017232 * (u - 128)
            };
    return Arrays.stream(rgb)
        .mapToInt(level -> (int) Math.max(0, Math.min(255, Math.round(level))))
        .toArray();
  }

  private static void assertConverted(int rgb, int y, int u, int v, boolean full) {
    int[] expected = converted(y, u, v, full);
    for (int channel = 0; channel < 3; channel++) {
      assertThat(level(rgb, 16 - 8 * channel))
          .as("channel %d of Y %d U %d V %d", channel, y, u, v)
          .isBetween(expected[channel] - 1, expected[channel] + 1);
    }
  }

  @Test
  void colorsAreThoseOfBt601() {
    for (int y = 0; y < 256; y += 15) {
      for (int u = 0; u < 256; u += 15) {
        for (int v = 0; v < 256; v += 15) {
          ByteBuffer pixel = ByteBuffer.wrap(new byte[] {(byte) y, (byte) u, (byte) v});
          assertConverted(
              FrameFormat.i420(1, 1).toImage(pixel).getRGB(0, 0), y, u, v, /* full= */ false);
          assertConverted(
              FrameFormat.i420(1, 1).fullRange().toImage(pixel).getRGB(0, 0), y, u, v, true);
        }
      }
    }
  }

  /** Where values lie, written down as the formats are described, not as the code computes it. */
  @ParameterizedTest
  @CsvSource({
    // 5x3 pixels: rows of Y, then of 3 U and V, in 2 rows.
    "I420, 5, 15, 21, 3, 1",
    "I420, 8, 24, 32, 4, 1",
    "I420, 9, 27, 37, 5, 1",
    "NV12, 5, 15, 16, 6, 2",
    "NV12, 8, 24, 25, 8, 2",
    "NV21, 5, 16, 15, 6, 2",
    "NV21, 9, 28, 27, 10, 2"
  })
  void valuesLieWhereTheFormatSays(
      String layout, int stride, int u, int v, int chromaStride, int step) {
    FrameFormat packed =
        switch (layout) {
          case "NV12" -> FrameFormat.nv12(5, 3);
          case "NV21" -> FrameFormat.nv21(5, 3);
          default -> FrameFormat.i420(5, 3);
        };
    FrameFormat format = packed.stride(stride).fullRange();
    assertThat(format.bytes())
        .isEqualTo(3 * stride + (step == 1 ? 2 * 2 * chromaStride : 2 * chromaStride));
    ByteBuffer buffer = ByteBuffer.allocateDirect(format.bytes());
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 5; x++) {
        buffer.put(y * stride + x, (byte) (60 + 20 * y + x));
        buffer.put(u + y / 2 * chromaStride + x / 2 * step, (byte) (100 + 9 * (y / 2) + x / 2));
        buffer.put(v + y / 2 * chromaStride + x / 2 * step, (byte) (140 + 9 * (y / 2) + x / 2));
      }
    }
    BufferedImage image = format.toImage(buffer);
    for (int y = 0; y < 3; y++) {
      for (int x = 0; x < 5; x++) {
        int below = 9 * (y / 2) + x / 2;
        assertConverted(image.getRGB(x, y), 60 + 20 * y + x, 100 + below, 140 + below, true);
      }
    }
    ByteBuffer written = ByteBuffer.allocateDirect(format.bytes());
    format.write(image, written);
    for (int i = 0; i < format.bytes(); i++) {
      // Y of every pixel comes back; U and V, too, since they change slowly.
      assertThat(written.get(i) & 0xff)
          .as("byte %d", i)
          .isBetween((buffer.get(i) & 0xff) - 2, (buffer.get(i) & 0xff) + 2);
    }
  }

  @Test
  void chromaIsTheMeanOfItsPixels() {
    BufferedImage image = new BufferedImage(3, 3, BufferedImage.TYPE_INT_RGB);
    image.setRGB(0, 0, 0xff0000);
    image.setRGB(2, 0, 0x0000ff);
    image.setRGB(2, 2, 0x00ff00);
    ByteBuffer buffer = ByteBuffer.allocate(17);
    FrameFormat.i420(3, 3).fullRange().write(image, buffer);
    // JFIF: Cb = 128 - 0.168736 R - 0.331264 G + 0.5 B, Cr = 128 + 0.5 R - 0.418688 G - 0.081312 B
    int[] u = {117, 192, 128, 44};
    int[] v = {160, 118, 128, 21};
    for (int i = 0; i < 4; i++) {
      assertThat(buffer.get(9 + i) & 0xff).as("U %d", i).isBetween(u[i] - 1, u[i] + 1);
      assertThat(buffer.get(13 + i) & 0xff).as("V %d", i).isBetween(v[i] - 1, v[i] + 1);
    }
  }

  @ParameterizedTest
  @CsvSource({"7, 5, 21", "7, 5, 24", "1, 1, 3", "4, 2, 100"})
  void rgbAndBgrAreExact(int width, int height, int stride) {
    BufferedImage picture = PhotoPixels.drawn(width, height);
    FrameFormat rgb = FrameFormat.rgb(width, height).stride(stride);
    FrameFormat bgr = FrameFormat.bgr(width, height).stride(stride);
    for (FrameFormat format : List.of(rgb, bgr)) {
      ByteBuffer buffer = buffer(format.bytes());
      format.write(picture, buffer);
      assertThat(PhotoPixels.of(format.toImage(buffer))).isEqualTo(PhotoPixels.of(picture));
      int last = OFFSET + (height - 1) * stride + 3 * (width - 1);
      int color = picture.getRGB(width - 1, height - 1);
      int[] levels = {level(color, 16), level(color, 8), level(color, 0)};
      assertThat(buffer.get(last) & 0xff).isEqualTo(format == rgb ? levels[0] : levels[2]);
      assertThat(buffer.get(last + 1) & 0xff).isEqualTo(levels[1]);
      assertThat(buffer.get(last + 2) & 0xff).isEqualTo(format == rgb ? levels[2] : levels[0]);
      if (stride > 3 * width) {
        assertThat(buffer.get(OFFSET + 3 * width)).as("padding").isEqualTo((byte) 0x5a);
      }
    }
  }

  @Test
  void thePaddingOfTheLastRowMayBeMissing() {
    assertLastPaddingIsFree(FrameFormat.rgb(4, 3).stride(20), 8);
    assertLastPaddingIsFree(FrameFormat.i420(4, 3).stride(8), 2);
    assertLastPaddingIsFree(FrameFormat.nv12(4, 3).stride(8), 4);
    assertLastPaddingIsFree(FrameFormat.nv21(3, 3).stride(5), 2);
  }

  private static void assertLastPaddingIsFree(FrameFormat format, int padding) {
    ByteBuffer whole = ByteBuffer.allocateDirect(format.bytes());
    format.write(pictureFor(format), whole);
    ByteBuffer shorter = whole.duplicate().limit(format.bytes() - padding);
    assertThat(PhotoPixels.of(format.toImage(shorter)))
        .isEqualTo(PhotoPixels.of(format.toImage(whole)));
    shorter.limit(format.bytes() - padding - 1);
    assertThatIllegalArgumentException().isThrownBy(() -> format.toImage(shorter));
  }

  @ParameterizedTest
  @CsvSource({"0", "76799", "115199", "115201", "230400"})
  void anotherNumberOfBytesIsRefused(int bytes) {
    FrameFormat format = FrameFormat.i420(320, 240);
    String message =
        "I420 320x240, stride 320, limited range has 115200 bytes, but the buffer has "
            + bytes
            + " from its position to its limit";
    assertThatIllegalArgumentException()
        .isThrownBy(() -> format.toImage(ByteBuffer.allocateDirect(bytes)))
        .withMessage(message);
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> format.write(PhotoPixels.drawn(320, 240), ByteBuffer.allocateDirect(bytes)))
        .withMessage(message);
  }

  @Test
  void wrongArgumentsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrameFormat.rgb(0, 5))
        .withMessage("a frame must have at least 1x1 pixels, but has 0x5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FrameFormat.bgr(5, 5).stride(14))
        .withMessage("the stride must be at least 15 for rows of 5 pixels of BGR, but is 14");
    assertThatIllegalArgumentException().isThrownBy(() -> FrameFormat.nv21(5, 5).stride(4));
    assertThatIllegalStateException()
        .isThrownBy(() -> FrameFormat.rgb(5, 5).fullRange())
        .withMessageContaining("only YUV can be limited");
    for (int side : new int[] {40_000, 800_000_000, Integer.MAX_VALUE}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> FrameFormat.rgb(side, side))
          .withMessageContaining("more bytes than a buffer has");
      assertThatIllegalArgumentException().isThrownBy(() -> FrameFormat.nv12(side, side));
    }
    assertThatIllegalArgumentException().isThrownBy(() -> FrameFormat.rgb(800_000_000, 1));
    FrameFormat format = FrameFormat.rgb(4, 4);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> format.write(PhotoPixels.drawn(4, 5), ByteBuffer.allocate(48)))
        .withMessage("the image has 4x5 pixels, but this format is RGB 4x4, stride 12");
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> format.write(PhotoPixels.drawn(4, 4), ByteBuffer.allocate(48).asReadOnlyBuffer()))
        .withMessage("the buffer is read-only");
  }

  @Test
  void imagesOfOtherTypesAreWritten() {
    BufferedImage transparent = new BufferedImage(2, 2, BufferedImage.TYPE_INT_ARGB);
    ByteBuffer buffer = ByteBuffer.allocateDirect(12);
    FrameFormat.rgb(2, 2).write(transparent, buffer);
    assertThat(buffer.get(0)).as("over white").isEqualTo((byte) 255);
  }
}
