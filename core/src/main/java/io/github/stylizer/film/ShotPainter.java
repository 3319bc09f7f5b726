package io.github.stylizer.film;

import io.github.stylizer.Stylizer;
import io.github.stylizer.StylizerException;
import io.github.stylizer.film.ShotDetector.Thumbnail;
import io.github.stylizer.internal.image.SrgbImage;
import java.awt.image.BufferedImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Paints frames in order, those of a shot by the same statistics. They come from a few frames of
 * the shot's beginning, as far as the look-ahead goes.
 */
final class ShotPainter implements Iterator<BufferedImage>, AutoCloseable {
  private static final int SAMPLES = 4;
  private static final long MOST_BYTES = 128L << 20;

  private final Iterator<BufferedImage> frames;
  private final Stylizer stylizer;
  private final int lookAhead;
  private final NoiseFilter filter;
  private final @Nullable FlowBlend blend;

  /** Frames that are read but not painted yet. */
  private final Deque<BufferedImage> ahead = new ArrayDeque<>();

  /** Thumbnails of up to {@link ShotDetector#REACH} frames before those, and of those. */
  private final List<Thumbnail> thumbnails = new ArrayList<>();

  private List<BufferedImage> samples = List.of();
  private @Nullable Stylizer shot;
  private boolean perFrame;

  /** The frame before the next one, if that was painted by an earlier run. */
  private @Nullable BufferedImage skipped;

  private long taken;

  /**
   * Creates a painter.
   *
   * @param frames read only as far as the look-ahead
   * @param stylizer the caller closes it
   * @param settings of which the look-ahead is less if frames are large
   * @throws StylizerException if optical flow is asked for and OpenCV is missing
   */
  ShotPainter(Iterator<BufferedImage> frames, Stylizer stylizer, ShotSettings settings) {
    this.frames = frames;
    this.stylizer = stylizer;
    this.lookAhead = settings.lookAhead();
    this.filter = new NoiseFilter(settings.noise());
    this.blend = settings.opticalFlow() ? new FlowBlend(OpticalFlow.open()) : null;
  }

  @Override
  public boolean hasNext() {
    fill();
    return !ahead.isEmpty();
  }

  @Override
  public BufferedImage next() {
    BufferedImage frame = take();
    if (blend == null) {
      return painted(frame);
    }
    if (skipped != null) {
      blend.next(skipped, painted(skipped));
      skipped = null;
    }
    return blend.next(frame, painted(frame));
  }

  private BufferedImage painted(BufferedImage frame) {
    // Frames have 8 bits per channel, also those of a stylizer that paints with 16.
    return SrgbImage.of(painter().apply(frame));
  }

  /** Passes over the next frame, which has been painted before. */
  void skip() {
    BufferedImage frame = take();
    if (blend != null) {
      skipped = frame;
    }
  }

  private BufferedImage take() {
    if (!hasNext()) {
      throw new NoSuchElementException("the film has ended");
    }
    int before = thumbnails.size() - ahead.size();
    if (taken == 0 || ShotDetector.isCut(thumbnails, before)) {
      closeShot();
      filter.reset();
      skipped = null;
      if (blend != null) {
        blend.reset();
      }
      samples = samples(before);
    }
    if (before == ShotDetector.REACH) {
      thumbnails.remove(0);
    }
    taken++;
    return filter.next(ahead.remove());
  }

  private void fill() {
    while ((ahead.isEmpty() || ahead.size() < lookAhead(ahead.element())) && frames.hasNext()) {
      BufferedImage frame = frames.next();
      ahead.add(frame);
      thumbnails.add(Thumbnail.of(frame));
    }
  }

  private int lookAhead(BufferedImage frame) {
    long bytes = 4L * frame.getWidth() * frame.getHeight();
    return (int) Math.max(ShotDetector.REACH + 1, Math.min(lookAhead, MOST_BYTES / bytes));
  }

  /** Frames spread over what is ahead of the shot that begins now. */
  private List<BufferedImage> samples(int before) {
    int decided = frames.hasNext() ? ahead.size() - ShotDetector.REACH : ahead.size();
    int count = 1;
    while (count < decided && !ShotDetector.isCut(thumbnails, before + count)) {
      count++;
    }
    List<BufferedImage> all = new ArrayList<>(ahead);
    List<BufferedImage> spread = new ArrayList<>();
    int wanted = Math.min(SAMPLES, count);
    for (int i = 0; i < wanted; i++) {
      spread.add(all.get(wanted == 1 ? 0 : i * (count - 1) / (wanted - 1)));
    }
    return spread;
  }

  private Stylizer painter() {
    if (perFrame) {
      return stylizer;
    }
    if (shot == null) {
      try {
        shot = stylizer.withStatisticsOf(samples);
      } catch (IllegalStateException e) {
        // A method without statistics; a closed stylizer says so again.
        perFrame = true;
        return stylizer;
      } finally {
        samples = List.of();
      }
    }
    return shot;
  }

  private void closeShot() {
    if (shot != null) {
      shot.close();
      shot = null;
    }
  }

  @Override
  public void close() {
    closeShot();
    if (blend != null) {
      blend.close();
    }
    ahead.clear();
    samples = List.of();
  }
}
