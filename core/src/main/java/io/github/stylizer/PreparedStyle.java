package io.github.stylizer;

import java.io.IOException;
import java.lang.ref.Cleaner;

/** A style that is made ready on first use and freed once. Shared by the stylizers made from it. */
final class PreparedStyle implements AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();

  private final StyleSource source;
  private final StyleMethod method;
  private final Holder holder = new Holder();
  private final Cleaner.Cleanable cleanable;

  /** What must not hold on to the style itself, or the cleaner would never run. */
  private static final class Holder implements Runnable {
    private StyleModel model;
    private boolean closed;

    @Override
    public synchronized void run() {
      closed = true;
      if (model != null) {
        model.close();
        model = null;
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
    synchronized (holder) {
      if (holder.closed) {
        throw new IllegalStateException("this stylizer is closed");
      }
      if (holder.model == null) {
        holder.model = source.prepare(method == null ? StyleMethods.preferred() : method, listener);
      }
      return holder.model;
    }
  }

  @Override
  public void close() {
    cleanable.clean();
  }
}
