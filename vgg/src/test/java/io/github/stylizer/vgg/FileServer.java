package io.github.stylizer.vgg;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A web server on 127.0.0.1 that serves one file in as many bad ways as the test wants: each
 * request is answered by the next behavior, and the last behavior repeats.
 */
final class FileServer implements AutoCloseable {

  /** How one request is answered. */
  @FunctionalInterface
  interface Behavior {
    void answer(HttpExchange exchange, byte[] file) throws IOException;
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> ranges = new CopyOnWriteArrayList<>();
  private final byte[] file;
  private final List<Behavior> behaviors;

  FileServer(byte[] file, Behavior... behaviors) throws IOException {
    this.file = file;
    this.behaviors = List.of(behaviors);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  private void answer(HttpExchange exchange) throws IOException {
    String range = exchange.getRequestHeaders().getFirst("Range");
    ranges.add(range == null ? "" : range);
    int number = Math.min(ranges.size(), behaviors.size()) - 1;
    try (exchange) {
      behaviors.get(number).answer(exchange, file);
    }
  }

  /** The Range header of every request so far, empty where there was none. */
  List<String> ranges() {
    return List.copyOf(ranges);
  }

  URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/models/");
  }

  /** Sends what is asked for, as a good server does. */
  static void good(HttpExchange exchange, byte[] file) throws IOException {
    send(exchange, file, offset(exchange), file.length);
  }

  /** Sends everything, whatever part is asked for. */
  static void withoutRanges(HttpExchange exchange, byte[] file) throws IOException {
    send(exchange, file, 0, file.length);
  }

  /** Promises all that is asked for, but breaks the connection at a byte of the file. */
  static Behavior cutAt(int end) {
    return (exchange, file) -> send(exchange, file, offset(exchange), end);
  }

  /** Sends up to a byte of the file and then nothing, until the client has gone. */
  static Behavior stallAt(int end) {
    return (exchange, file) -> {
      int offset = offset(exchange);
      OutputStream body = head(exchange, file, offset);
      body.write(file, offset, end - offset);
      body.flush();
      pause(20_000);
    };
  }

  /** Sends everything in small pieces with pauses between them. */
  static Behavior drip(int pieces, int pauseMilliseconds) {
    return (exchange, file) -> {
      int offset = offset(exchange);
      OutputStream body = head(exchange, file, offset);
      int step = (file.length - offset) / pieces + 1;
      for (int start = offset; start < file.length; start += step) {
        body.write(file, start, Math.min(step, file.length - start));
        body.flush();
        pause(pauseMilliseconds);
      }
    };
  }

  static Behavior status(int status) {
    return (exchange, file) -> exchange.sendResponseHeaders(status, -1);
  }

  private static void send(HttpExchange exchange, byte[] file, int offset, int end)
      throws IOException {
    OutputStream body = head(exchange, file, offset);
    body.write(file, offset, end - offset);
    body.flush();
  }

  private static OutputStream head(HttpExchange exchange, byte[] file, int offset)
      throws IOException {
    if (offset > 0) {
      String range = "bytes " + offset + "-" + (file.length - 1) + "/" + file.length;
      exchange.getResponseHeaders().set("Content-Range", range);
    }
    exchange.sendResponseHeaders(offset > 0 ? 206 : 200, file.length - offset);
    return exchange.getResponseBody();
  }

  private static int offset(HttpExchange exchange) {
    String range = exchange.getRequestHeaders().getFirst("Range");
    return range == null ? 0 : Integer.parseInt(range.replaceAll("bytes=(\\d+)-", "$1"));
  }

  private static void pause(int milliseconds) throws IOException {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IOException("the server is closed", e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
