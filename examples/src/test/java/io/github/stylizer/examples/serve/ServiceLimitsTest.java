package io.github.stylizer.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.examples.NoiseImages;
import io.github.stylizer.image.ImageEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may come in, how many at once, and how the service ends. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ServiceLimitsTest {
  private static final String TOKEN = "a-token-of-the-test";
  private static final String HALF_UPLOAD =
      "POST /v1/stylize?style=scream HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\n"
          + "Content-Length: 999\r\n\r\nabc";
  private static byte[] photo;
  private static byte[] large;
  private RunningService running;

  @BeforeAll
  static void makePhotos() throws IOException {
    photo = ImageEncoder.png(NoiseImages.noise(48, 40, 7));
    large = ImageEncoder.png(NoiseImages.noise(400, 300, 8));
  }

  @AfterEach
  void end() {
    running.close();
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private void answers(HttpRequest.Builder request, int status) throws Exception {
    HttpResponse<byte[]> answer = running.send(request);
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(status);
  }

  private HttpRequest.Builder paint() {
    return running.binary("/v1/stylize", "style=scream", photo);
  }

  @Test
  void aTokenIsAskedForWherePicturesAre() throws Exception {
    running = RunningService.with(RunningService.limits(), TOKEN);
    HttpResponse<byte[]> refused = running.send(paint());
    assertThat(refused.statusCode()).isEqualTo(401);
    assertThat(refused.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(text(refused)).contains("Authorization: Bearer TOKEN").doesNotContain(TOKEN);
    for (String wrong : List.of("Bearer " + TOKEN + "x", "Bearer ", "Basic " + TOKEN, TOKEN)) {
      answers(paint().header("Authorization", wrong), 401);
    }
    answers(paint().header("Authorization", "bearer " + TOKEN), 200);
    for (String closed : List.of("/v1/styles", "/v1/jobs/x", "/metrics", "/v1/none")) {
      answers(running.to(closed), 401);
    }
    for (String open : List.of("/", "/page/main.js", "/health", "/v1/openapi.json")) {
      answers(running.to(open), 200);
    }
  }

  @Test
  void pagesOfOtherSitesMayNotPaintUnlessAllowed() throws Exception {
    running = RunningService.with(RunningService.limits(), null);
    String own = "http://127.0.0.1:" + running.service.port();
    answers(paint().header("Origin", own), 200);
    for (String other : List.of("https://example.org", "null", "http://127.0.0.1")) {
      answers(paint().header("Origin", other), 403);
    }
    HttpResponse<byte[]> styles =
        running.send(running.to("/v1/styles").header("Origin", "https://example.org"));
    assertThat(styles.headers().map()).doesNotContainKey("access-control-allow-origin");
  }

  @Test
  void allowedSitesMay() throws Exception {
    running = RunningService.with(RunningService.limits(), TOKEN, "https://example.org");
    HttpResponse<byte[]> asked =
        running.send(
            running
                .to("/v1/stylize")
                .header("Origin", "https://example.org")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization")
                .method("OPTIONS", BodyPublishers.noBody()));
    assertThat(asked.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("https://example.org");
    HttpResponse<byte[]> painted =
        running.send(
            paint()
                .header("Origin", "https://example.org")
                .header("Authorization", "Bearer " + TOKEN));
    assertThat(painted.statusCode()).isEqualTo(200);
    assertThat(painted.headers().firstValue("Access-Control-Allow-Origin"))
        .hasValue("https://example.org");
    answers(
        paint().header("Origin", "https://example.com").header("Authorization", "Bearer " + TOKEN),
        403);
  }

  @Test
  void clientsHaveARate() throws Exception {
    running = RunningService.with(RunningService.limits(8, 1, 3, Duration.ofMinutes(1)), null);
    for (int i = 0; i < 3; i++) {
      answers(running.to("/v1/styles"), 200);
    }
    HttpResponse<byte[]> refused = running.send(running.to("/v1/styles"));
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValueAsLong("Retry-After").orElseThrow()).isBetween(1L, 60L);
    answers(running.to("/health"), 200);
  }

  @Test
  void onlySoManyWait() throws Exception {
    running =
        RunningService.with(RunningService.limits(4, 10_000, 10_000, Duration.ofMinutes(1)), null);
    HttpRequest request = running.binary("/v1/jobs", "style=scream&quality=best", large).build();
    List<String> jobs = new ArrayList<>();
    HttpResponse<byte[]> answer;
    do {
      // One is painted, half of the places are for one client.
      answer = running.client().send(request, BodyHandlers.ofByteArray());
      answer.headers().firstValue("Location").ifPresent(jobs::add);
    } while (answer.statusCode() == 202);
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(429);
    assertThat(answer.headers().firstValueAsLong("Retry-After").orElseThrow()).isPositive();
    assertThat(jobs).hasSizeBetween(2, 4);
    // Pictures that are painted at once do not wait for slow ones, but this client has its share.
    for (String job : jobs) {
      answers(running.to(job).DELETE(), 204);
    }
    answers(paint(), 200);
  }

  @Test
  void uploadsHaveATime() throws Exception {
    running =
        RunningService.with(RunningService.limits(8, 10_000, 10_000, Duration.ofMillis(300)), null);
    try (Socket slow = running.open(HALF_UPLOAD)) {
      String answer = new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 408").contains("not sent in time");
    }
  }

  @Test
  void whoSendsNothingBlocksNobody() throws Exception {
    running = RunningService.with(RunningService.limits(), null);
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 150; i++) {
        idle.add(running.open(HALF_UPLOAD));
        idle.add(running.open("POST /v1/stylize HTTP/1.1\r\nHost:"));
      }
      answers(paint(), 200);
      long threads =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("qtp"))
              .count();
      assertThat(threads).isLessThanOrEqualTo(32);
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  @Test
  void endlessBodiesAreNotReadForever() throws Exception {
    running = RunningService.with(RunningService.limits(), null);
    try (Socket socket =
        running.open(
            "POST /v1/stylize?style=scream HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n")) {
      byte[] chunk =
          ("10000\r\n" + "x".repeat(1 << 16) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      assertThatThrownBy(
              () -> {
                while (true) {
                  socket.getOutputStream().write(chunk);
                }
              })
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void whatIsNotHttpIsAnsweredInOurForm() throws Exception {
    running = RunningService.with(RunningService.limits(), null);
    try (Socket socket = running.open("GARBAGE\r\n\r\n")) {
      InputStream in = socket.getInputStream();
      assertThat(new String(in.readNBytes(400), StandardCharsets.UTF_8))
          .startsWith("HTTP/1.1 400")
          .contains("{\"status\":400");
    }
  }

  @Test
  void stoppingDeliversWhatIsBeingPainted() throws Exception {
    running = RunningService.with(RunningService.limits(), null);
    HttpRequest slow =
        running.binary("/v1/stylize", "style=scream&quality=fine&size=200", large).build();
    CompletableFuture<HttpResponse<byte[]>> painting =
        running.client().sendAsync(slow, BodyHandlers.ofByteArray());
    while (!text(running.get("/metrics")).contains("stylize_painting 1.0")) {
      Thread.sleep(10);
    }
    CompletableFuture<HttpResponse<byte[]>> waiting =
        running.client().sendAsync(slow, BodyHandlers.ofByteArray());
    while (!text(running.get("/metrics")).contains("stylize_waiting 1.0")) {
      Thread.sleep(10);
    }
    HttpRequest.Builder later = running.to("/health");
    CompletableFuture<Boolean> stopped = CompletableFuture.supplyAsync(running.service::stop);
    HttpResponse<byte[]> refused = waiting.get();
    assertThat(refused.statusCode()).as(text(refused)).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    answers(paint(), 503);
    answers(running.to("/health"), 503);
    assertThat(painting.get().statusCode()).isEqualTo(200);
    assertThat(painting.get().body()).startsWith(0x89, 'P', 'N', 'G');
    assertThat(stopped.get()).isTrue();
    assertThatThrownBy(() -> running.send(later)).isInstanceOf(IOException.class);
  }
}
