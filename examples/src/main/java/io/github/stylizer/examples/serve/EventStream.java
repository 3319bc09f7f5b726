package io.github.stylizer.examples.serve;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/**
 * Server-sent events to one client. No thread waits for it: while a client does not read, only the
 * newest event is kept.
 */
final class EventStream {
  private static final long HEARTBEAT_SECONDS = 10;

  private final Exchange exchange;
  private @Nullable String next;
  private boolean last;
  private boolean writing;
  private boolean complete;

  EventStream(Exchange exchange, ScheduledExecutorService clock, Consumer<EventStream> onEnd) {
    this.exchange = exchange;
    exchange.client().startStream();
    exchange.response().setStatus(200);
    exchange.header(HttpHeader.CONTENT_TYPE.asString(), "text/event-stream");
    exchange.header(HttpHeader.CACHE_CONTROL.asString(), "no-store");
    // Proxies that collect answers would hold the events back.
    exchange.header("X-Accel-Buffering", "no");
    Future<?> beats =
        clock.scheduleAtFixedRate(
            this::beat, HEARTBEAT_SECONDS, HEARTBEAT_SECONDS, TimeUnit.SECONDS);
    Request.addCompletionListener(
        exchange.request(),
        failure -> {
          beats.cancel(false);
          exchange.client().endStream();
          onEnd.accept(this);
        });
  }

  private void beat() {
    enqueue(": still here\n\n", false, false);
  }

  void send(String name, String data, boolean isLast) {
    enqueue("event: " + name + "\ndata: " + data + "\n\n", isLast, true);
  }

  private void enqueue(String text, boolean isLast, boolean replaces) {
    synchronized (this) {
      if (last || (next != null && !replaces)) {
        return;
      }
      next = text;
      last = isLast;
      if (writing) {
        return;
      }
      writing = true;
    }
    write();
  }

  private void write() {
    String text;
    boolean ends;
    synchronized (this) {
      if (next == null || complete) {
        writing = false;
        return;
      }
      text = next;
      next = null;
      ends = last;
      complete = ends;
    }
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    exchange
        .response()
        .write(ends, bytes, ends ? exchange.callback() : Callback.from(this::write, this::failed));
  }

  private void failed(Throwable failure) {
    synchronized (this) {
      complete = true;
      last = true;
    }
    exchange.callback().failed(failure);
  }
}
