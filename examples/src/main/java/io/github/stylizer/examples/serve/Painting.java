package io.github.stylizer.examples.serve;

import io.github.stylizer.examples.serve.Clients.Client;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One picture or film that waits, is being painted, or is done. Safe for concurrent use. */
final class Painting implements Runnable, Comparable<Painting> {

  /** Paints a picture, of which it is told so that it can be stopped. */
  @FunctionalInterface
  interface Work {
    Result paint(Painting own) throws Exception;
  }

  private final Work work;
  private final Client client;
  private final double turn;
  private final long number;
  private final CompletableFuture<Result> result = new CompletableFuture<>();
  private @Nullable Thread thread;
  private @Nullable ServiceException reason;

  /**
   * Makes one that waits.
   *
   * @param turn when it is painted: lower ones first
   * @param number decides between pictures of the same turn
   */
  Painting(Work work, Client client, double turn, long number) {
    this.work = work;
    this.client = client;
    this.turn = turn;
    this.number = number;
  }

  double turn() {
    return turn;
  }

  @Override
  public int compareTo(Painting other) {
    int byTurn = Double.compare(turn, other.turn);
    return byTurn != 0 ? byTurn : Long.compare(number, other.number);
  }

  @Override
  public boolean equals(Object other) {
    return this == other;
  }

  @Override
  public int hashCode() {
    return Long.hashCode(number);
  }

  /** Calls back, once, with the result or with what the client is to be told. */
  void whenDone(BiConsumer<Result, Throwable> listener) {
    CompletableFuture<Result> unused = result.whenComplete(listener);
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
    Result painted = null;
    ServiceException failure = null;
    try {
      painted = work.paint(this);
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      failure = Failures.of(e);
    }
    ServiceException stopped = end();
    if (painted != null) {
      result.complete(painted);
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
