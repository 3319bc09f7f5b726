package io.github.stylizer.vgg.download;

import io.github.stylizer.internal.io.Interruption;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Pulls the body of an HTTP response chunk by chunk, with a timeout for each; the timeout of {@link
 * java.net.http.HttpRequest} covers only the headers.
 */
final class ResponseBody implements Flow.Subscriber<List<ByteBuffer>>, AutoCloseable {

  /** A chunk of the body, the failure that ended it, or neither at its regular end. */
  private record Event(@Nullable List<ByteBuffer> pieces, @Nullable Throwable failure) {}

  private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
  private final Duration stallTimeout;

  @SuppressWarnings("NullAway.Init") // the publisher calls onSubscribe first
  private Flow.Subscription subscription;

  private boolean closed;

  ResponseBody(Flow.Publisher<List<ByteBuffer>> publisher, Duration stallTimeout) {
    this.stallTimeout = stallTimeout;
    publisher.subscribe(this);
  }

  /**
   * Waits for the next chunk.
   *
   * @return the chunk, or an empty list at the end of the body
   * @throws LostConnectionException if the connection was lost or timed out
   * @throws java.io.InterruptedIOException if the thread was interrupted
   */
  List<ByteBuffer> next() throws IOException {
    Event event;
    try {
      event = events.poll(stallTimeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      throw Interruption.during("downloading", e);
    }
    if (event == null) {
      throw LostConnectionException.silent(stallTimeout);
    }
    if (event.failure() != null) {
      throw LostConnectionException.broken(event.failure());
    }
    if (event.pieces() == null) {
      return List.of();
    }
    askForMore();
    return event.pieces();
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription newSubscription) {
    subscription = newSubscription;
    if (closed) {
      subscription.cancel();
    } else {
      askForMore();
    }
  }

  /** One chunk at a time, so that a fast server cannot fill the memory. */
  private synchronized void askForMore() {
    subscription.request(1);
  }

  @Override
  public void onNext(List<ByteBuffer> pieces) {
    events.add(new Event(pieces, null));
  }

  @Override
  public void onError(Throwable failure) {
    events.add(new Event(null, failure));
  }

  @Override
  public void onComplete() {
    events.add(new Event(null, null));
  }

  /** Drops the connection if the body has not ended. */
  @Override
  public synchronized void close() {
    closed = true;
    if (subscription != null) {
      subscription.cancel();
    }
  }
}
