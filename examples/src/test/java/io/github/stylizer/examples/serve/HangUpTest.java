package io.github.stylizer.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.examples.NoiseImages;
import io.github.stylizer.image.ImageEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that do not wait for their pictures. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HangUpTest {
  private static RunningService running;
  private static byte[] large;

  @BeforeAll
  static void start() throws Exception {
    large = ImageEncoder.png(NoiseImages.noise(400, 300, 8));
    running = RunningService.with(RunningService.limits(), null);
  }

  @AfterAll
  static void end() {
    running.close();
  }

  /** Asks for a picture, and leaves the connection open. */
  private static Socket ask(String fields) throws IOException {
    Socket socket =
        running.open(
            "POST /v1/stylize?style=scream&"
                + fields
                + " HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\nContent-Length: "
                + large.length
                + "\r\n\r\n");
    socket.getOutputStream().write(large);
    socket.getOutputStream().flush();
    return socket;
  }

  private static void awaitMetric(String line) throws Exception {
    while (!new String(running.get("/metrics").body(), StandardCharsets.UTF_8).contains(line)) {
      Thread.sleep(20);
    }
  }

  @Test
  void picturesOfThoseWhoHungUpAreNotPainted() throws Exception {
    Socket painted = ask("quality=best");
    awaitMetric("stylize_painting 1.0");
    Socket waiting = ask("quality=best");
    awaitMetric("stylize_waiting 1.0");
    waiting.close();
    awaitMetric("stylize_waiting 0.0");
    try (Socket next = ask("quality=fine&size=32")) {
      awaitMetric("stylize_waiting 1.0");
      painted.close();
      assertThat(new String(next.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
          .isEqualTo("HTTP/1.1 200");
    }
    awaitMetric("stylize_painting 0.0");
    awaitMetric("stylize_held_bytes 0.0");
    awaitMetric("route=\"/v1/stylize\",status=\"410\"} 2.0");
  }

  @Test
  void whoAsksForMoreMeanwhileHasNotHungUp() throws Exception {
    try (Socket socket = ask("quality=fine&size=160")) {
      awaitMetric("stylize_painting 1.0");
      String next = "GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(next.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      InputStream in = socket.getInputStream();
      assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
          .startsWith("HTTP/1.1 200")
          .endsWith("{\"status\":\"ok\"}");
    }
  }
}
