package io.github.stylizer.live;

import ai.djl.ndarray.NDArray;
import io.github.stylizer.Precision;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleModel;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Paints each photo as it is, as soon as the test permits it. */
final class GatedModel implements StyleModel {
  static final long PATIENCE_SECONDS = 30;

  private final Semaphore begun = new Semaphore(0);
  private final Semaphore permitted = new Semaphore(0);

  private volatile boolean failing;

  /** Makes what ends from now on fail. */
  void fail() {
    failing = true;
  }

  /** Blocks until a painting has begun that no other call has waited for. */
  void awaitBegun() throws InterruptedException {
    if (!begun.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("nothing is painted");
    }
  }

  /** Lets paintings end, now or later. */
  void permit(int paintings) {
    permitted.release(paintings);
  }

  @Override
  public NDArray stylize(NDArray content, ProgressListener listener) {
    begun.release();
    if (Thread.currentThread().isInterrupted()) {
      throw new AssertionError("the thread that paints is interrupted");
    }
    try {
      if (!permitted.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        throw new AssertionError("the test does not let it end");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    if (failing) {
      throw new IllegalArgumentException("the model fails");
    }
    return content.duplicate();
  }

  @Override
  public int minimumSide() {
    return 4;
  }

  @Override
  public long memory(int width, int height) {
    return 0;
  }

  @Override
  public StyleModel precision(Precision precision) {
    return this;
  }

  @Override
  public void close() {}
}
