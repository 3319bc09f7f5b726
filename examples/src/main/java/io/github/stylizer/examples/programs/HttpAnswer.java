package io.github.stylizer.examples.programs;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** A response of {@link HttpService}: a one-line error, or a stream of events. */
record HttpAnswer(HttpExchange exchange) {

  void refuse(int status, String message) throws IOException {
    HttpUpload.skip(exchange.getRequestBody(), 3L * HttpPainting.MAX_BYTES, Duration.ofSeconds(10));
    byte[] line = (message + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(status, line.length);
    exchange.getResponseBody().write(line);
  }

  /** Sends a server-sent event at once; fails if the client has gone. */
  void event(String name, Object data) {
    try {
      if (!begun()) {
        exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
        exchange.sendResponseHeaders(200, 0); // 0: length unknown
      }
      String text = "event: " + name + "\ndata: " + data + "\n\n";
      exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
      exchange.getResponseBody().flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void picture(byte[] png) {
    event("picture", "data:image/png;base64," + Base64.getEncoder().encodeToString(png));
  }

  /** Sends an error status if possible, or an event once the stream has started. */
  void fail(int status, String message) throws IOException {
    if (begun()) {
      event("failed", message);
    } else {
      refuse(status, message);
    }
  }

  private boolean begun() {
    return exchange.getResponseCode() >= 0;
  }
}
