package io.github.stylizer.film;

import io.github.stylizer.internal.image.SrgbImage;
import io.github.stylizer.internal.io.FileLimits;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * Removes the noise of a camera, which would be painted as flicker: where a frame differs little
 * from the mean of those before it, it is averaged with them. Larger differences are movement, and
 * stay. The mean follows the camera.
 */
final class NoiseFilter {
  /** Weights and means have 8 bits behind the point. */
  private static final int BITS = 8;

  private static final int ONE = 1 << BITS;
  private static final int HALF = ONE / 2;

  private static final int LEAST_WEIGHT = ONE / 8;
  private static final int LEVELS = 256;
  private static final int POSITION_BYTES = 8;

  /** The weight of a frame, by the difference in levels. */
  private final int[] weights = new int[LEVELS];

  /** Red, green and blue of each pixel; empty before the first frame of a shot. */
  private int[] means = new int[0];

  /** Where the camera was then. */
  private Point position = new Point();

  /**
   * Creates a filter.
   *
   * @param levels differences up to these are noise; those of three times as many are movement; 0
   *     for no filter
   */
  NoiseFilter(int levels) {
    for (int difference = 0; difference < LEVELS; difference++) {
      int beyond = Math.max(0, difference - levels);
      int rise = levels == 0 ? ONE : beyond * (ONE - LEAST_WEIGHT) / (2 * levels);
      weights[difference] = Math.min(ONE, LEAST_WEIGHT + rise);
    }
  }

  /** Forgets what was before, at a cut. */
  void reset() {
    means = new int[0];
    position = new Point();
  }

  /**
   * Writes what the filter remembers of the frames before: where the camera was, and two bytes for
   * each channel of each pixel.
   */
  void save(OutputStream out) throws IOException {
    byte[] bytes = new byte[POSITION_BYTES + 2 * means.length];
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    buffer.putInt(position.x);
    buffer.putInt(position.y);
    for (int mean : means) {
      buffer.putShort((short) mean);
    }
    out.write(bytes);
  }

  /** Goes on as another filter would that was saved: all that is in the stream. */
  void restore(InputStream in) throws IOException {
    byte[] bytes = in.readNBytes(POSITION_BYTES + 6 * FileLimits.FILM_FRAME_PIXELS);
    if (bytes.length < POSITION_BYTES) {
      throw new EOFException("the frames before are missing");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    position = new Point(buffer.getInt(), buffer.getInt());
    means = new int[buffer.remaining() / 2];
    for (int i = 0; i < means.length; i++) {
      means[i] = Short.toUnsignedInt(buffer.getShort());
    }
  }

  /**
   * Filters the next frame.
   *
   * @param frame not modified
   * @param moved where the camera is now
   * @return of type {@link BufferedImage#TYPE_INT_RGB}
   */
  BufferedImage next(BufferedImage frame, Point moved) {
    BufferedImage image = SrgbImage.copyOf(frame);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    if (means.length != 3 * pixels.length) {
      means = begun(pixels);
      position = moved;
      return image;
    }
    if (!moved.equals(position)) {
      follow(pixels, image.getWidth(), moved);
    }
    for (int i = 0, k = 0; i < pixels.length; i++, k += 3) {
      int rgb = pixels[i];
      int red = ((rgb >> 8) & 0xff00) - means[k];
      int green = (rgb & 0xff00) - means[k + 1];
      int blue = ((rgb << 8) & 0xff00) - means[k + 2];
      int most = Math.max(Math.abs(red), Math.max(Math.abs(green), Math.abs(blue)));
      int weight = weights[most >> BITS];
      means[k] += (red * weight) >> BITS;
      means[k + 1] += (green * weight) >> BITS;
      means[k + 2] += (blue * weight) >> BITS;
      pixels[i] = level(means[k]) << 16 | level(means[k + 1]) << 8 | level(means[k + 2]);
    }
    return image;
  }

  private static int level(int mean) {
    return (mean + HALF) >> BITS;
  }

  /** Moves the means along with the camera; what comes into view has none yet. */
  private void follow(int[] pixels, int width, Point moved) {
    int right = moved.x - position.x;
    int down = moved.y - position.y;
    position = moved;
    int[] before = means;
    means = begun(pixels);
    int height = pixels.length / width;
    int first = Math.max(0, -right);
    int columns = width - Math.abs(right);
    if (columns > 0) {
      for (int y = Math.max(0, -down); y < Math.min(height, height - down); y++) {
        int from = (y + down) * width + first + right;
        System.arraycopy(before, 3 * from, means, 3 * (y * width + first), 3 * columns);
      }
    }
  }

  private static int[] begun(int[] pixels) {
    int[] means = new int[3 * pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      means[3 * i] = (pixels[i] >> 8) & 0xff00;
      means[3 * i + 1] = pixels[i] & 0xff00;
      means[3 * i + 2] = (pixels[i] << 8) & 0xff00;
    }
    return means;
  }
}
