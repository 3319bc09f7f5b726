package io.github.stylizer.live;

import io.github.stylizer.Stylizer;
import io.github.stylizer.internal.image.CameraMotion;
import io.github.stylizer.internal.image.SrgbImage;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Paints frames by the statistics of a collage: its quarters come from four frames of the last
 * seconds, and are replaced in turns. Collecting them takes no longer than painting a frame, and
 * changes them little by little. A frame that looks different is painted by its own statistics; if
 * the next one looks like it, it is a new scene, and becomes the collage.
 *
 * <p>For one thread.
 */
final class RunningStatistics implements AutoCloseable {
  private static final long BETWEEN_QUARTERS = Duration.ofSeconds(1).toNanos();
  private static final long BETWEEN_SCENES = Duration.ofMillis(500).toNanos();

  /** Renewing statistics takes less than this part of the time. */
  private static final int LARGEST_PART = 12;

  private final Stylizer stylizer;
  private final LongSupplier clock;
  private final CameraMotion camera = new CameraMotion();
  private @Nullable BufferedImage collage;
  private @Nullable Stylizer fixed;
  private @Nullable ColorMoments scene;
  private @Nullable ColorMoments stranger;
  private boolean perFrame;
  private int quarter;
  private long renewed;
  private long took;

  /**
   * Creates statistics without a scene.
   *
   * @param stylizer the caller closes it
   * @param clock as {@link System#nanoTime()}
   */
  RunningStatistics(Stylizer stylizer, LongSupplier clock) {
    this.stylizer = stylizer;
    this.clock = clock;
  }

  /**
   * Paints the next frame.
   *
   * @param frame of type {@link BufferedImage#TYPE_INT_RGB}; not modified
   */
  BufferedImage paint(BufferedImage frame) {
    Stylizer painter = painter(frame);
    if (painter == stylizer) {
      return SrgbImage.of(painter.apply(frame));
    }
    Point moved = camera.next(frame);
    return SrgbImage.of(painter.origin(-moved.x, -moved.y).apply(frame));
  }

  private Stylizer painter(BufferedImage frame) {
    if (perFrame) {
      return stylizer;
    }
    ColorMoments moments = ColorMoments.of(frame);
    long now = clock.getAsLong();
    if (collage != null && scene != null && scene.resembles(moments)) {
      stranger = null;
      if (now - renewed >= Math.max(BETWEEN_QUARTERS, LARGEST_PART * took)) {
        replaceQuarter(collage, frame);
        renew(collage, now);
      }
    } else if (isNewScene(moments, now)) {
      camera.reset();
      renew(SrgbImage.copyOf(frame), now);
    } else {
      stranger = moments;
      return stylizer;
    }
    return fixed == null ? stylizer : fixed;
  }

  /** A flash is none. */
  private boolean isNewScene(ColorMoments moments, long now) {
    return stranger != null
        && stranger.resembles(moments)
        && (scene == null || now - renewed >= BETWEEN_SCENES);
  }

  private void replaceQuarter(BufferedImage whole, BufferedImage frame) {
    int x = quarter % 2 * (frame.getWidth() / 2);
    int y = quarter / 2 * (frame.getHeight() / 2);
    int width = (frame.getWidth() + 1) / 2;
    int height = (frame.getHeight() + 1) / 2;
    Object pixels = frame.getRaster().getDataElements(x, y, width, height, null);
    whole.getRaster().setDataElements(x, y, width, height, pixels);
    quarter = (quarter + 1) % 4;
  }

  private void renew(BufferedImage picture, long now) {
    Stylizer next;
    try {
      next = stylizer.withStatisticsOf(List.of(picture));
    } catch (IllegalStateException e) {
      // A method or settings without statistics; a closed stylizer says so again.
      perFrame = true;
      close();
      return;
    }
    // The next network has been made before this one is closed, so that they share a program.
    closeFixed();
    fixed = next;
    collage = picture;
    scene = ColorMoments.of(picture);
    stranger = null;
    renewed = clock.getAsLong();
    took = renewed - now;
  }

  private void closeFixed() {
    if (fixed != null) {
      fixed.close();
      fixed = null;
    }
  }

  @Override
  public void close() {
    closeFixed();
    collage = null;
    scene = null;
  }
}
