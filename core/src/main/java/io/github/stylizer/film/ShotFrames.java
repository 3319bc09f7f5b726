package io.github.stylizer.film;

import io.github.stylizer.film.ShotDetector.Thumbnail;
import io.github.stylizer.internal.image.CameraMotion;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Frames in order, without the noise of the camera. Reads ahead to tell where shots begin, and
 * which frames represent them.
 */
final class ShotFrames implements Iterator<BufferedImage> {
  private static final int SAMPLES = 4;
  private static final long MOST_BYTES = 128L << 20;

  private final Iterator<BufferedImage> frames;
  private final int lookAhead;
  private final NoiseFilter filter;
  private final CameraMotion camera = new CameraMotion();

  /** Frames that are read but not passed on yet. */
  private final Deque<BufferedImage> ahead = new ArrayDeque<>();

  /** Thumbnails of up to {@link ShotDetector#REACH} frames before those, and of those. */
  private final List<Thumbnail> thumbnails = new ArrayList<>();

  private List<BufferedImage> samples = List.of();
  private Point moved = new Point();
  private long taken;

  /**
   * Begins.
   *
   * @param frames read only as far as the look-ahead
   * @param settings of which the look-ahead is less if frames are large
   */
  ShotFrames(Iterator<BufferedImage> frames, ShotSettings settings) {
    this.frames = frames;
    this.lookAhead = settings.lookAhead();
    this.filter = new NoiseFilter(settings.noise());
  }

  @Override
  public boolean hasNext() {
    while ((ahead.isEmpty() || ahead.size() < lookAhead(ahead.element())) && frames.hasNext()) {
      BufferedImage frame = frames.next();
      ahead.add(frame);
      thumbnails.add(Thumbnail.of(frame));
    }
    return !ahead.isEmpty();
  }

  private int lookAhead(BufferedImage frame) {
    long bytes = 4L * frame.getWidth() * frame.getHeight();
    return (int) Math.max(ShotDetector.REACH + 1, Math.min(lookAhead, MOST_BYTES / bytes));
  }

  /** Returns the next frame, filtered. */
  @Override
  public BufferedImage next() {
    if (!hasNext()) {
      throw new NoSuchElementException("the film has ended");
    }
    int before = thumbnails.size() - ahead.size();
    if (taken == 0 || ShotDetector.isCut(thumbnails, before)) {
      filter.reset();
      camera.reset();
      samples = samples(before);
    } else {
      samples = List.of();
    }
    if (before == ShotDetector.REACH) {
      thumbnails.remove(0);
    }
    taken++;
    BufferedImage frame = ahead.remove();
    moved = camera.next(frame);
    return filter.next(frame, moved());
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

  /** Frames that represent the shot which began with the last frame; empty if none did. */
  List<BufferedImage> samples() {
    return samples;
  }

  /** How far the camera has moved from the beginning of the shot to the last frame. */
  Point moved() {
    return new Point(moved);
  }

  /** The filter, as the last frame left it. */
  NoiseFilter filter() {
    return filter;
  }
}
