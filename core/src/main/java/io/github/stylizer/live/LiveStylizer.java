package io.github.stylizer.live;

import io.github.stylizer.Stylizer;
import io.github.stylizer.StylizerException;
import io.github.stylizer.internal.image.SrgbImage;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Paints the frames of a camera or a stream as they come, without falling behind and without
 * flicker:
 *
 * <pre>{@code
 * Consumer<PaintedFrame> listener = frame -> System.out.println(frame.number() + " is painted");
 * try (Stylizer wave = Stylizer.style("great-wave").maxSize(480);
 *     LiveStylizer live = LiveStylizer.of(wave, listener)) {
 *   live.submit(photo); // for every frame of the camera
 * }
 * }</pre>
 *
 * <p>A thread of its own paints. {@link #submit} never waits for it: one frame at most waits, and a
 * newer one replaces it. So what is shown is never older than two paintings take, however slow they
 * are.
 *
 * <p>Painted frames are pushed to a listener, on the thread that paints. A window hands them to the
 * event thread ({@code SwingUtilities.invokeLater}), a server writes them to its connection. The
 * next frame is painted when the listener returns, so a slow connection slows painting down, frames
 * are dropped before they cost anything, and there is no second queue to fill.
 *
 * <h2>Statistics</h2>
 *
 * A transform network normalizes every picture by its own means and deviations, which makes frames
 * flicker. Here frames are painted by the statistics of a collage of four frames of the last
 * seconds. About once a second, one quarter of it is replaced; less often if that took more than a
 * twelfth of the time. A frame that looks different, in its colors, contrast or detail, is painted
 * by its own statistics, and if the next one looks like it, the statistics are those of the new
 * scene. All frames are painted by their own if there is nothing to replace: by methods other than
 * transform networks, and with refinement or colors that are matched to each photo.
 *
 * <p>When the camera moves, brush strokes keep their places on what they are painted on: the
 * network's {@linkplain Stylizer#origin origin} follows.
 *
 * <h2>Errors</h2>
 *
 * What painting or the listener throws is thrown by the next {@link #submit}, or else by {@link
 * #close}, once. The frame is lost, and later ones are painted.
 *
 * <p>Safe for concurrent use. Must be closed: until then its thread holds native memory.
 */
public final class LiveStylizer implements AutoCloseable {
  /** A frame that has not been begun. */
  private record Waiting(long number, long submitted, BufferedImage frame) {}

  private final RunningStatistics statistics;
  private final Consumer<PaintedFrame> listener;
  private final LongSupplier clock;
  private final Thread worker;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final FrameRate rate = new FrameRate();
  private @Nullable Waiting waiting;
  private @Nullable Throwable failure;
  private long submitted;
  private long dropped;
  private boolean closed;

  LiveStylizer(Stylizer stylizer, Consumer<PaintedFrame> listener, LongSupplier clock) {
    this.statistics = new RunningStatistics(stylizer, clock);
    this.listener = listener;
    this.clock = clock;
    this.worker = new Thread(this::work, "stylizer-live");
    worker.setDaemon(true);
  }

  /**
   * Begins to paint live.
   *
   * @param stylizer paints the frames with its settings; the caller closes it after this
   * @param listener receives every painted frame, in the order of their numbers, on the thread that
   *     paints
   * @return a painter, which the caller closes
   */
  public static LiveStylizer of(Stylizer stylizer, Consumer<PaintedFrame> listener) {
    Objects.requireNonNull(stylizer, "stylizer");
    Objects.requireNonNull(listener, "listener");
    LiveStylizer live = new LiveStylizer(stylizer, listener, System::nanoTime);
    live.start();
    return live;
  }

  void start() {
    worker.start();
  }

  /**
   * Hands over a frame and returns at once. It is copied, so its memory may be used for the next
   * one. If another frame waits that is not begun yet, this one replaces it.
   *
   * @param frame any image, of any size; not modified; transparency is composited over white
   * @return the number of the frame: 0 for the first one, 1 for the second, also if that is dropped
   * @throws IllegalStateException if this is closed
   * @throws IllegalArgumentException if an earlier frame was too small for the method. The given
   *     frame is not taken then, nor after any other error of an earlier one
   * @throws StylizerException if painting an earlier frame failed
   */
  public long submit(BufferedImage frame) {
    requireReady();
    return put(SrgbImage.copyOf(frame));
  }

  /**
   * Hands over a frame as {@link #submit(BufferedImage)} does.
   *
   * @param pixels from its position to its limit, direct or not; neither is changed
   * @param format how the pixels lie in it
   * @return the number of the frame
   * @throws IllegalStateException if this is closed
   * @throws IllegalArgumentException if the number of bytes is not that of the format, or an
   *     earlier frame was too small for the method
   * @throws StylizerException if painting an earlier frame failed
   */
  public long submit(ByteBuffer pixels, FrameFormat format) {
    requireReady();
    return put(format.toImage(pixels));
  }

  /** Before the work of a copy. */
  private void requireReady() {
    lock.lock();
    try {
      rethrow();
      if (closed) {
        throw new IllegalStateException("the live stylizer is closed");
      }
    } finally {
      lock.unlock();
    }
  }

  private long put(BufferedImage frame) {
    lock.lock();
    try {
      requireReady();
      if (waiting != null) {
        dropped++;
      }
      waiting = new Waiting(submitted++, clock.getAsLong(), frame);
      changed.signal();
      return waiting.number;
    } finally {
      lock.unlock();
    }
  }

  private void rethrow() {
    Throwable thrown = failure;
    failure = null;
    if (thrown instanceof Error error) {
      throw error;
    } else if (thrown instanceof RuntimeException exception) {
      throw exception;
    }
  }

  private void work() {
    try {
      for (Waiting next = take(); next != null; next = take()) {
        paint(next);
      }
    } finally {
      free();
    }
  }

  private void free() {
    try {
      statistics.close();
    } catch (RuntimeException | Error e) {
      keep(e);
    }
  }

  private @Nullable Waiting take() {
    lock.lock();
    try {
      while (waiting == null && !closed) {
        changed.awaitUninterruptibly();
      }
      Waiting next = waiting;
      waiting = null;
      return next;
    } finally {
      lock.unlock();
    }
  }

  private void paint(Waiting next) {
    try {
      BufferedImage painted = statistics.paint(next.frame);
      lock.lock();
      try {
        rate.count(clock.getAsLong());
      } finally {
        lock.unlock();
      }
      listener.accept(new PaintedFrame(next.number, next.submitted, next.frame, painted));
    } catch (RuntimeException | Error e) {
      keep(e);
    } finally {
      // A listener that was interrupted: the next frame is not to blame.
      Thread.interrupted();
    }
  }

  private void keep(Throwable thrown) {
    lock.lock();
    try {
      if (failure == null) {
        failure = thrown;
      } else if (failure != thrown) {
        failure.addSuppressed(thrown);
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns how fast frames are painted.
   *
   * @return painted frames per second over the last four seconds; 0 if there were fewer than two
   */
  public double framesPerSecond() {
    lock.lock();
    try {
      return rate.perSecond(clock.getAsLong());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Returns how many frames were not painted because a newer one came before they were begun, or
   * because this was closed.
   *
   * @return their number so far
   */
  public long dropped() {
    lock.lock();
    try {
      return dropped;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Refuses further frames, drops the one that waits, waits until the one that is being painted is
   * painted and the listener has returned, and frees the statistics. An interrupt does not shorten
   * that; the interrupt flag stays set. The listener may call this: then it does not wait.
   *
   * @throws StylizerException if painting a frame failed and no {@link #submit} has thrown that; so
   *     with other errors of painting and of the listener
   */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (waiting != null) {
        waiting = null;
        dropped++;
      }
      changed.signal();
    } finally {
      lock.unlock();
    }
    if (Thread.currentThread() != worker) {
      awaitEnd();
      lock.lock();
      try {
        rethrow();
      } finally {
        lock.unlock();
      }
    }
  }

  private void awaitEnd() {
    boolean interrupted = false;
    while (worker.isAlive()) {
      try {
        worker.join();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
