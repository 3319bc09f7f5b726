package io.github.stylizer.film;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The frames of a reader, whose times are remembered in the same order. */
final class TimedFrames implements Iterator<BufferedImage> {
  private final FilmReader reader;
  private final Deque<TimedFrame> times = new ArrayDeque<>();
  private @Nullable TimedFrame next;
  private boolean ended;

  TimedFrames(FilmReader reader) {
    this.reader = reader;
  }

  /**
   * Returns whether there is a frame.
   *
   * @throws UncheckedIOException if it cannot be read
   */
  @Override
  public boolean hasNext() {
    if (next == null && !ended) {
      try {
        next = reader.next();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      ended = next == null;
    }
    return next != null;
  }

  @Override
  public BufferedImage next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("the film has ended");
    }
    TimedFrame frame = next;
    next = null;
    times.add(frame);
    return frame.image();
  }

  /** The first frame that was passed on, and not yet taken here. */
  TimedFrame first() {
    return times.element();
  }

  /** Takes that frame. */
  TimedFrame take() {
    return times.remove();
  }
}
