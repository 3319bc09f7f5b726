package io.github.stylizer.film;

import io.github.stylizer.film.OpticalFlow.Moved;
import io.github.stylizer.internal.image.ImageResize;
import io.github.stylizer.internal.image.SrgbImage;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import org.jspecify.annotations.Nullable;

/**
 * Steadies painted frames: each becomes a mean of itself and of those before it, moved along with
 * what they show. What was hidden before, or is lit otherwise, stays as it is painted.
 */
final class FlowBlend implements AutoCloseable {
  /** The weight of what was before, of 256. */
  private static final int MOST_WEIGHT = 208;

  // Errors of the flow, in levels of 255: up to the first they do not count, from the second on
  // the flow is wrong.
  private static final int RIGHT = 6;
  private static final int WRONG = 18;

  private final OpticalFlow flow;
  private @Nullable BufferedImage photo;
  private @Nullable BufferedImage painted;

  /** Owns the flow. */
  FlowBlend(OpticalFlow flow) {
    this.flow = flow;
  }

  /** Forgets what was before, at a cut. */
  void reset() {
    photo = null;
    painted = null;
  }

  /**
   * Steadies the next frame.
   *
   * @param nextPhoto the frame
   * @param nextPainted what is painted of it, of any size; not modified
   * @return of type {@link BufferedImage#TYPE_INT_RGB}
   */
  BufferedImage next(BufferedImage nextPhoto, BufferedImage nextPainted) {
    int width = nextPainted.getWidth();
    int height = nextPainted.getHeight();
    BufferedImage image = SrgbImage.copyOf(nextPainted);
    BufferedImage resized = ImageResize.to(nextPhoto, width, height);
    if (photo != null
        && painted != null
        && photo.getWidth() == width
        && photo.getHeight() == height
        && Math.min(width, height) >= OpticalFlow.MINIMUM_SIDE) {
      blend(image, flow.moved(photo, resized, painted));
    }
    photo = resized;
    painted = image;
    return SrgbImage.copyOf(image);
  }

  private static void blend(BufferedImage image, Moved before) {
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    for (int i = 0; i < pixels.length; i++) {
      int weight = weight(before.errors()[i]);
      if (weight > 0) {
        pixels[i] = mixed(pixels[i], before.pixels()[i], weight);
      }
    }
  }

  private static int weight(int error) {
    if (error >>> 24 != 0) {
      return 0;
    }
    int most = Math.max(error & 0xff, Math.max(error >> 8 & 0xff, error >> 16 & 0xff));
    return MOST_WEIGHT * Math.max(0, Math.min(WRONG - RIGHT, WRONG - most)) / (WRONG - RIGHT);
  }

  private static int mixed(int now, int before, int weight) {
    int result = 0;
    for (int shift = 0; shift < 24; shift += 8) {
      int a = now >> shift & 0xff;
      int b = before >> shift & 0xff;
      result |= (a * (256 - weight) + b * weight + 128) >> 8 << shift;
    }
    return result;
  }

  @Override
  public void close() {
    reset();
    flow.close();
  }
}
