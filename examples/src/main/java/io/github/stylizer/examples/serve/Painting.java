package io.github.stylizer.examples.serve;

import io.github.stylizer.examples.serve.Clients.Client;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One picture that waits, is being painted, or is done. Safe for concurrent use. */
final class Painting implements Runnable {
  private final Callable<Picture> work;
  private final Client client;
  private final CompletableFuture<Picture> result = new CompletableFuture<>();
  private @Nullable Thread thread;
  private @Nullable ServiceException reason;

  Painting(Callable<Picture> work, Client client) {
    this.work = work;
    this.client = client;
  }

  /** Calls back, once, with the picture or with what the client is to be told. */
  void whenDone(BiConsumer<Picture, Throwable> listener) {
    CompletableFuture<Picture> unused = result.whenComplete(listener);
  }

  boolean isDone() {
    return result.isDone();
  }

  Client client() {
    return client;
  }

  @Override
  public void run() {
    client.endWaiting();
    if (!begin()) {
      return;
    }
    Picture picture = null;
    ServiceException failure = null;
    try {
      picture = work.call();
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      failure = Failures.of(e);
    }
    ServiceException stopped = end();
    if (picture != null) {
      result.complete(picture);
    } else {
      result.completeExceptionally(stopped != null ? stopped : failure);
    }
  }

  private synchronized boolean begin() {
    if (reason != null) {
      return false;
    }
    thread = Thread.currentThread();
    return true;
  }

  private synchronized @Nullable ServiceException end() {
    thread = null;
    // Meant for the painting, not for the next one of this thread.
    Thread.interrupted();
    return reason;
  }

  /** Ends it, whether it waits or is being painted. */
  void stop(ServiceException why) {
    synchronized (this) {
      if (reason == null) {
        reason = why;
      }
      if (thread != null) {
        thread.interrupt();
        return;
      }
    }
    result.completeExceptionally(why);
  }
}
