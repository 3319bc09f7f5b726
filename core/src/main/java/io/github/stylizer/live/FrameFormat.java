package io.github.stylizer.live;

import io.github.stylizer.internal.image.SrgbImage;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Objects;

/**
 * How the pixels of a frame lie in a {@link ByteBuffer}, 8 bits per value, rows from top to bottom:
 *
 * <pre>{@code
 * FrameFormat format = FrameFormat.nv12(640, 480);
 * ByteBuffer buffer = ByteBuffer.allocateDirect(format.bytes()); // of the camera
 * BufferedImage frame = format.toImage(buffer);
 * }</pre>
 *
 * <p>YUV is that of ITU-R BT.601, of limited range (Y in 16 … 235, U and V in 16 … 240) as most
 * cameras and WebRTC have it, or of {@linkplain #fullRange() full range}. U and V are those of
 * blocks of 2x2 pixels: written as their mean, and read for all pixels of the block. In frames of
 * odd sides the last blocks have one column or row.
 *
 * <p>Immutable.
 */
public final class FrameFormat {
  private enum Layout {
    RGB,
    BGR,
    I420,
    NV12,
    NV21;

    boolean isYuv() {
      return this != RGB && this != BGR;
    }
  }

  private final Layout layout;
  private final int width;
  private final int height;
  private final int stride;
  private final boolean fullRange;

  private FrameFormat(Layout layout, int width, int height, int stride, boolean fullRange) {
    this.layout = layout;
    this.width = width;
    this.height = height;
    this.stride = stride;
    this.fullRange = fullRange;
    if ((long) width * height > Integer.MAX_VALUE || paddedBytes() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(this + " needs more bytes than a buffer has");
    }
  }

  private static FrameFormat packed(Layout layout, int width, int height) {
    if (width < 1 || height < 1) {
      throw new IllegalArgumentException(
          "a frame must have at least 1x1 pixels, but has " + width + "x" + height);
    }
    return new FrameFormat(layout, width, height, rowBytes(layout, width), false);
  }

  private static int rowBytes(Layout layout, int width) {
    // A row that no buffer holds is refused with the size of the frame.
    return (int) Math.min(Integer.MAX_VALUE, layout.isYuv() ? width : 3L * width);
  }

  /**
   * Red, green and blue of a pixel follow each other.
   *
   * @param width of the frame in pixels
   * @param height of the frame in pixels
   * @return a format without padding
   * @throws IllegalArgumentException if a side is less than 1 or no buffer can hold the frame
   */
  public static FrameFormat rgb(int width, int height) {
    return packed(Layout.RGB, width, height);
  }

  /**
   * Blue, green and red of a pixel follow each other, as in OpenCV and JavaCV.
   *
   * @param width of the frame in pixels
   * @param height of the frame in pixels
   * @return a format without padding
   * @throws IllegalArgumentException if a side is less than 1 or no buffer can hold the frame
   */
  public static FrameFormat bgr(int width, int height) {
    return packed(Layout.BGR, width, height);
  }

  /**
   * YUV420 of three planes: Y, U and V. Also called YU12 or yuv420p.
   *
   * @param width of the frame in pixels
   * @param height of the frame in pixels
   * @return a format of limited range without padding
   * @throws IllegalArgumentException if a side is less than 1 or no buffer can hold the frame
   */
  public static FrameFormat i420(int width, int height) {
    return packed(Layout.I420, width, height);
  }

  /**
   * YUV420 of two planes: Y, then U and V in turns.
   *
   * @param width of the frame in pixels
   * @param height of the frame in pixels
   * @return a format of limited range without padding
   * @throws IllegalArgumentException if a side is less than 1 or no buffer can hold the frame
   */
  public static FrameFormat nv12(int width, int height) {
    return packed(Layout.NV12, width, height);
  }

  /**
   * YUV420 of two planes: Y, then V and U in turns.
   *
   * @param width of the frame in pixels
   * @param height of the frame in pixels
   * @return a format of limited range without padding
   * @throws IllegalArgumentException if a side is less than 1 or no buffer can hold the frame
   */
  public static FrameFormat nv21(int width, int height) {
    return packed(Layout.NV21, width, height);
  }

  /**
   * Sets the distance between rows. For YUV420 it is that of Y: U and V of {@link #i420} have half
   * of it, rounded up, and those of {@link #nv12} and {@link #nv21}, which share rows, twice that.
   *
   * @param bytes from the beginning of a row to that of the next one
   * @return a format with that setting
   * @throws IllegalArgumentException if a row does not fit, or no buffer can hold the frame
   */
  public FrameFormat stride(int bytes) {
    int least = rowBytes(layout, width);
    if (bytes < least) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the stride must be at least %d for rows of %d pixels of %s, but is %d",
              least,
              width,
              layout,
              bytes));
    }
    return new FrameFormat(layout, width, height, bytes, fullRange);
  }

  /**
   * Sets that Y, U and V use all of 0 … 255, as in JPEG files and in previews of Android cameras.
   *
   * @return a format with that setting
   * @throws IllegalStateException if this is not YUV
   */
  public FrameFormat fullRange() {
    if (!layout.isYuv()) {
      throw new IllegalStateException(this + " always has full range; only YUV can be limited");
    }
    return new FrameFormat(layout, width, height, stride, true);
  }

  /**
   * Returns the size of a frame.
   *
   * @return bytes, including the padding of all rows
   */
  public int bytes() {
    return Math.toIntExact(paddedBytes());
  }

  private long paddedBytes() {
    // The stride cannot say how long a row is that no buffer holds.
    long luma = height * Math.max(stride, layout.isYuv() ? width : 3L * width);
    return layout.isYuv() ? luma + 2 * ((stride + 1L) / 2) * ((height + 1L) / 2) : luma;
  }

  /** The last row need not be padded. */
  private int leastBytes() {
    return switch (layout) {
      case RGB, BGR -> bytes() - (stride - 3 * width);
      case I420 -> bytes() - ((stride + 1) / 2 - (width + 1) / 2);
      case NV12, NV21 -> bytes() - 2 * ((stride + 1) / 2 - (width + 1) / 2);
    };
  }

  /**
   * Reads a frame.
   *
   * @param pixels from its position to its limit, direct or not; neither is changed
   * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}
   * @throws IllegalArgumentException if the number of bytes is not {@link #bytes()}; the padding of
   *     the last row may be missing
   */
  public BufferedImage toImage(ByteBuffer pixels) {
    requireBytes(pixels);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    FramePixels frame = pixels(pixels);
    for (int y = 0; y < height; y++) {
      frame.read(y, row);
      image.getRaster().setDataElements(0, y, width, 1, row);
    }
    return image;
  }

  /**
   * Writes a frame. Padding is left as it is.
   *
   * @param image of the width and height of this format; transparency is composited over white
   * @param pixels written from its position to its limit, neither of which is changed
   * @throws IllegalArgumentException if the image has another size, the buffer is read-only, or the
   *     number of bytes is not {@link #bytes()}; the padding of the last row may be missing
   */
  public void write(BufferedImage image, ByteBuffer pixels) {
    requireBytes(pixels);
    if (pixels.isReadOnly()) {
      throw new IllegalArgumentException("the buffer is read-only");
    }
    if (image.getWidth() != width || image.getHeight() != height) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the image has %dx%d pixels, but this format is %s",
              image.getWidth(),
              image.getHeight(),
              this));
    }
    BufferedImage rgb = SrgbImage.of(image);
    FramePixels frame = pixels(pixels);
    int[] row = new int[width];
    int[] next = new int[width];
    for (int y = 0; y < height; y += 2) {
      rgb.getRaster().getDataElements(0, y, width, 1, row);
      boolean isPair = y + 1 < height;
      if (isPair) {
        rgb.getRaster().getDataElements(0, y + 1, width, 1, next);
      }
      frame.write(y, row, isPair ? next : null);
    }
  }

  private FramePixels pixels(ByteBuffer pixels) {
    if (!layout.isYuv()) {
      return new PackedRgb(pixels, stride, layout == Layout.BGR);
    }
    int chroma = pixels.position() + stride * height;
    int half = (stride + 1) / 2;
    YuvColors colors = fullRange ? YuvColors.FULL : YuvColors.LIMITED;
    return switch (layout) {
      case NV12 -> new Yuv420(pixels, stride, chroma, chroma + 1, 2 * half, 2, colors);
      case NV21 -> new Yuv420(pixels, stride, chroma + 1, chroma, 2 * half, 2, colors);
      default -> {
        int second = chroma + half * ((height + 1) / 2);
        yield new Yuv420(pixels, stride, chroma, second, half, 1, colors);
      }
    };
  }

  private void requireBytes(ByteBuffer pixels) {
    int found = Objects.requireNonNull(pixels, "pixels").remaining();
    if (found < leastBytes() || found > bytes()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "%s has %d bytes, but the buffer has %d from its position to its limit",
              this,
              bytes(),
              found));
    }
  }

  /** Names layout, size, stride and range. */
  @Override
  public String toString() {
    String range = layout.isYuv() ? fullRange ? ", full range" : ", limited range" : "";
    return String.format(
        Locale.ROOT, "%s %dx%d, stride %d%s", layout, width, height, stride, range);
  }
}
