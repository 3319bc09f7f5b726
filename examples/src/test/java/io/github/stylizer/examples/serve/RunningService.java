package io.github.stylizer.examples.serve;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;

/** A service on a free port, and a client of it. */
final class RunningService implements AutoCloseable {
  static final String BOUNDARY = "----test";

  private final HttpClient client = HttpClient.newHttpClient();
  final StylizeService service;

  private RunningService(StylizeService service) {
    this.service = service;
  }

  static RunningService with(ServiceLimits limits, String token, String... origins)
      throws IOException {
    Path films = Path.of(System.getProperty("java.io.tmpdir"));
    return new RunningService(
        new StylizeService(
            new ServeSettings("127.0.0.1", 0, 1, token, Set.of(origins), false, films, limits)));
  }

  /** A service that keeps films in a folder. */
  static RunningService withFilms(Path folder) throws IOException {
    return new RunningService(
        new StylizeService(
            new ServeSettings("127.0.0.1", 0, 1, null, Set.of(), false, folder, limits())));
  }

  /** Limits in which tests, which are one client, have room. */
  static ServiceLimits limits() {
    return limits(8, 100_000, 100_000, Duration.ofMinutes(1));
  }

  static ServiceLimits limits(int waiting, int perMinute, int burst, Duration upload) {
    return new ServiceLimits(
        1 << 20,
        1_000_000,
        512,
        waiting,
        perMinute,
        burst,
        64 << 20,
        64 << 20,
        1000,
        upload,
        Duration.ofMinutes(5),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(2),
        new FilmLimits(
            4 << 20,
            40,
            256,
            2,
            16 << 20,
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofMinutes(1)));
  }

  HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path));
  }

  HttpResponse<byte[]> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofByteArray());
  }

  HttpResponse<byte[]> get(String path) throws Exception {
    return send(to(path));
  }

  HttpClient client() {
    return client;
  }

  /** A request with a photo as its body, and fields such as {@code style=scream&size=64}. */
  HttpRequest.Builder binary(String path, String fields, byte[] photo) {
    return to(path + "?" + fields)
        .header("Content-Type", "image/png")
        .POST(BodyPublishers.ofByteArray(photo));
  }

  HttpResponse<byte[]> paint(String fields, byte[] photo) throws Exception {
    return send(binary("/v1/stylize", fields, photo));
  }

  /** A request with a form; each part is a name and a text, or a name and bytes. */
  HttpRequest.Builder form(String path, Object... parts) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    for (int i = 0; i < parts.length; i += 2) {
      boolean isFile = parts[i + 1] instanceof byte[];
      body.writeBytes(
          ascii(
              "--"
                  + BOUNDARY
                  + "\r\nContent-Disposition: form-data; name=\""
                  + parts[i]
                  + "\""
                  + (isFile ? "; filename=\"file\"" : "")
                  + "\r\n\r\n"));
      body.writeBytes(isFile ? (byte[]) parts[i + 1] : ascii(parts[i + 1].toString()));
      body.writeBytes(ascii("\r\n"));
    }
    body.writeBytes(ascii("--" + BOUNDARY + "--\r\n"));
    return to(path)
        .header("Content-Type", "multipart/form-data; boundary=" + BOUNDARY)
        .POST(BodyPublishers.ofByteArray(body.toByteArray()));
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  /** A connection that has sent a beginning, and nothing else. */
  Socket open(String beginning) throws IOException {
    Socket socket = new Socket(InetAddress.getByName("127.0.0.1"), service.port());
    socket.getOutputStream().write(ascii(beginning));
    socket.getOutputStream().flush();
    return socket;
  }

  @Override
  public void close() {
    service.close();
  }
}
