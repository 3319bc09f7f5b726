package io.github.stylizer;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.ref.Cleaner;
import java.util.concurrent.locks.ReentrantLock;

/** A style that is made ready on first use and freed once. Shared by the stylizers made from it. */
final class LazyStyle implements AutoCloseable {
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
  LazyStyle(StyleSource source, StyleMethod method) {
    this.source = source;
    this.method = method;
    this.cleanable = CLEANER.register(this, holder);
  }

  /** A style that is ready and belongs to this object from now on. */
  LazyStyle(StyleModel model) {
    this(null, null);
    holder.model = model;
  }

  LazyStyle with(StyleMethod other) {
    if (source == null) {
      throw new IllegalStateException("a ready StyleModel has its method already");
    }
    return new LazyStyle(source, other);
  }

  /**
   * Checks that the style is made of pictures.
   *
   * @throws IllegalStateException if it is ready already
   */
  StylePictures pictures() {
    if (source instanceof StylePictures pictures) {
      return pictures;
    }
    throw new IllegalStateException(
        "MATCHED_STYLE recolors the pictures of a style before it is made ready, but this style"
            + " is ready already: give style pictures, or use LUMINANCE");
  }

  /** Makes the style ready in the colors of a photo, for the caller, who closes it. */
  StyleModel recolored(BufferedImage photo, ProgressListener listener) throws IOException {
    requireOpen();
    return pictures().recolored(photo).prepare(chosenMethod(), listener);
  }

  /** Makes the style ready if it is not; the model stays this object's. */
  StyleModel model(ProgressListener listener) throws IOException {
    try {
      holder.lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while another thread made the style ready");
    }
    try {
      if (!holder.closed && holder.model == null) {
        holder.model = source.prepare(chosenMethod(), listener);
      }
      requireOpen();
      return holder.model;
    } finally {
      holder.lock.unlock();
      holder.freeIfClosed();
    }
  }

  private StyleMethod chosenMethod() {
    return method == null ? StyleMethods.preferred() : method;
  }

  void requireOpen() {
    if (holder.closed) {
      throw new IllegalStateException("this stylizer is closed");
    }
  }

  @Override
  public void close() {
    cleanable.clean();
  }
}
