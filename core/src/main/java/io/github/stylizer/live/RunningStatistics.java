package io.github.stylizer.live;

import io.github.stylizer.Stylizer;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Paints frames by the statistics of a few frames of the last seconds, which a new one joins from
 * time to time while the oldest leaves. A frame that looks different from those is painted by its
 * own statistics; if the next one looks like it, it is a new scene, whose statistics replace all.
 *
 * <p>For one thread.
 */
final class RunningStatistics implements AutoCloseable {
  private static final int SAMPLES = 4;
  private static final long BETWEEN_SAMPLES = Duration.ofSeconds(1).toNanos();
  private static final long BETWEEN_SCENES = Duration.ofMillis(500).toNanos();

  /** Renewing statistics takes less than this part of the time. */
  private static final int LARGEST_PART = 12;

  private final Stylizer stylizer;
  private final LongSupplier clock;
  private final Deque<BufferedImage> samples = new ArrayDeque<>();
  private @Nullable Stylizer fixed;
  private @Nullable ColorMoments scene;
  private @Nullable ColorMoments stranger;
  private boolean perFrame;
  private long sampled;
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
   * @param frame of type {@link BufferedImage#TYPE_INT_RGB}; kept, and must not change
   */
  BufferedImage paint(BufferedImage frame) {
    return painter(frame).apply(frame);
  }

  private Stylizer painter(BufferedImage frame) {
    if (perFrame) {
      return stylizer;
    }
    ColorMoments moments = ColorMoments.of(frame);
    long now = clock.getAsLong();
    if (scene != null && scene.resembles(moments)) {
      stranger = null;
      if (now - sampled >= BETWEEN_SAMPLES && now - renewed >= LARGEST_PART * took) {
        add(frame, now);
      }
    } else if (isNewScene(moments, now)) {
      samples.clear();
      add(frame, now);
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

  private void add(BufferedImage frame, long now) {
    if (samples.size() == SAMPLES) {
      samples.remove();
    }
    samples.add(frame);
    sampled = now;
    List<BufferedImage> frames = List.copyOf(samples);
    Stylizer next;
    try {
      next = stylizer.withStatisticsOf(frames);
    } catch (IllegalStateException e) {
      // A method or settings without statistics; a closed stylizer says so again.
      perFrame = true;
      close();
      return;
    }
    // The next network has been made before this one is closed, so that they share a program.
    closeFixed();
    fixed = next;
    scene = ColorMoments.of(frames);
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
    samples.clear();
    scene = null;
  }
}
