package io.github.stylizer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ref.Cleaner;
import java.util.concurrent.locks.ReentrantLock;

/** A style that is made ready on first use and freed once. Shared by the stylizers made from it. */
final class PreparedStyle implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final StyleSource source;
  private final StyleMethod method;
  private final Holder holder = new Holder();
  private final Cleaner.Cleanable cleanable;

  /** What must not hold on to the style itself, or the cleaner would never run. */
  private static final class Holder implements Runnable {
    // Held while a style is made ready, which may take minutes: those who wait can be interrupted,
    // and who closes does not wait but leaves it to the one who holds it.
    private final ReentrantLock lock = new ReentrantLock();
    private StyleModel model;
    private volatile boolean closed;

    @Override
    public void run() {
      closed = true;
      freeIfClosed();
    }

    private void freeIfClosed() {
      if (closed && lock.tryLock()) {
        try {
          if (model != null) {
            model.close();
            model = null;
          }
        } finally {
          lock.unlock();
        }
      }
    }
  }

  /**
   * A style that is not ready yet.
   *
   * @param method the method, or null for the preferred one on the class path
   */
  PreparedStyle(StyleSource source, StyleMethod method) {
    this.source = source;
    this.method = method;
    this.cleanable = CLEANER.register(this, holder);
  }

  /** A style that is ready and belongs to somebody else. */
  PreparedStyle(StyleModel model) {
    this(null, null);
    holder.model = new BorrowedModel(model);
  }

  PreparedStyle with(StyleMethod other) {
    if (source == null) {
      throw new IllegalStateException("a ready StyleModel has its method already");
    }
    return new PreparedStyle(source, other);
  }

  StyleModel model(ProgressListener listener) throws IOException {
    try {
      holder.lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while another thread made the style ready");
    }
    try {
      if (!holder.closed && holder.model == null) {
        StyleMethod chosen = method == null ? StyleMethods.preferred() : method;
        holder.model = source.prepare(chosen, listener);
      }
      if (holder.closed) {
        throw new IllegalStateException("this stylizer is closed");
      }
      return holder.model;
    } finally {
      holder.lock.unlock();
      holder.freeIfClosed();
    }
  }

  @Override
  public void close() {
    cleanable.clean();
  }
}
