package io.github.stylizer.examples.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleModel;
import io.github.stylizer.Stylizer;
import io.github.stylizer.examples.NoiseImages;
import io.github.stylizer.examples.RandomNetwork;
import io.github.stylizer.fastnet.FastNet;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.testing.NativeArrays;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
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
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The service asked by a client. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class HttpServiceTest {
  private static final String EVENTS = "text/event-stream; charset=utf-8";

  /** Copies photos, in as many steps as it is told to, and counts who is in it at once. */
  private static final class Steps implements StyleModel {
    final AtomicInteger inside = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    final CountDownLatch ended = new CountDownLatch(1);
    final CountDownLatch mayGoOn = new CountDownLatch(1);
    final int steps;

    Steps(int steps) {
      this.steps = steps;
    }

    @Override
    public NDArray stylize(NDArray content, ProgressListener listener) {
      most.accumulateAndGet(inside.incrementAndGet(), Math::max);
      try {
        for (int step = 1; step <= steps; step++) {
          listener.onProgress(Progress.of("copying", step, steps, Duration.ZERO));
        }
        mayGoOn.await();
        return content.duplicate();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      } finally {
        inside.decrementAndGet();
        ended.countDown();
      }
    }

    @Override
    public void close() {}
  }

  private final HttpClient client = HttpClient.newHttpClient();
  private final BufferedImage photo = NoiseImages.noise(40, 30, 5);
  private final Steps three = new Steps(3);
  private final Steps endless = new Steps(Integer.MAX_VALUE);

  @TempDir Path folder;
  private StyleModel network;
  private HttpService service;

  @BeforeEach
  void start() throws IOException {
    network = FastNet.load(RandomNetwork.write(folder.resolve("network.safetensors")));
    service = new HttpService(0, Map.of("mosaic", network, "three", three, "endless", endless));
  }

  @AfterEach
  void end() {
    service.close();
    network.close();
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + service.port() + path));
  }

  private HttpRequest post(String style, byte[] body) {
    return to("/stylize/" + style).POST(BodyPublishers.ofByteArray(body)).build();
  }

  private HttpResponse<String> send(HttpRequest request) throws Exception {
    return client.send(request, BodyHandlers.ofString());
  }

  private void refused(HttpRequest request, int status, String part) throws Exception {
    HttpResponse<String> answer = send(request);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.body().lines()).hasSize(1);
    assertThat(answer.body()).contains(part);
  }

  private static int[] picture(String events) throws IOException {
    String start = "event: picture\ndata: data:image/png;base64,";
    assertThat(events).contains(start).endsWith("\n\n");
    String data = events.substring(events.indexOf(start) + start.length()).strip();
    byte[] png = Base64.getDecoder().decode(data);
    return PhotoPixels.of(ImageIO.read(new ByteArrayInputStream(png)));
  }

  @Test
  void paintsWhatTheLibraryPaintsAndKeepsNothing() throws Exception {
    int held = NativeArrays.heldBy(network);
    HttpResponse<String> answer = send(post("mosaic", ImageEncoder.png(photo)));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(EVENTS);
    assertThat(picture(answer.body()))
        .isEqualTo(PhotoPixels.of(Stylizer.style(network).apply(photo)));
    assertThat(NativeArrays.heldBy(network)).isEqualTo(held).isPositive();
  }

  @Test
  void progressComesBeforeThePicture() throws Exception {
    HttpResponse<InputStream> answer =
        client.send(post("three", ImageEncoder.png(photo)), BodyHandlers.ofInputStream());
    try (InputStream events = answer.body()) {
      String expected =
          """
          event: progress
          data: 1

          event: progress
          data: 2

          event: progress
          data: 3

          """;
      // They come while the model still waits for us.
      assertThat(new String(events.readNBytes(expected.length()), StandardCharsets.UTF_8))
          .isEqualTo(expected);
      three.mayGoOn.countDown();
      assertThat(picture(new String(events.readAllBytes(), StandardCharsets.UTF_8)))
          .isEqualTo(PhotoPixels.of(photo));
    }
  }

  @Test
  void onePhotoAtATimeAndOnlySoManyWait() throws Exception {
    HttpRequest request = post("three", ImageEncoder.png(photo));
    List<CompletableFuture<HttpResponse<String>>> waiting = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      waiting.add(client.sendAsync(request, BodyHandlers.ofString()));
    }
    CompletableFuture<HttpResponse<String>> refused;
    do {
      // Until the eight have arrived, one more may be let in, and waits like them.
      refused = client.sendAsync(request, BodyHandlers.ofString());
      waiting.add(refused);
      Thread.sleep(20);
    } while (waiting.stream().noneMatch(CompletableFuture::isDone));
    three.mayGoOn.countDown();
    int painted = 0;
    for (CompletableFuture<HttpResponse<String>> answer : waiting) {
      int status = answer.get().statusCode();
      assertThat(status).isIn(200, 503);
      painted += status == 200 ? 1 : 0;
    }
    assertThat(painted).isGreaterThanOrEqualTo(8).isLessThan(waiting.size());
    assertThat(three.most).hasValue(1);
    assertThat(send(request).statusCode()).as("there is room again").isEqualTo(200);
  }

  private Socket open(String begin) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), service.port());
    socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
    socket.getOutputStream().flush();
    return socket;
  }

  @Test
  void idleUploadsBlockNobody() throws Exception {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 20; i++) {
        idle.add(
            open("POST /stylize/mosaic HTTP/1.1\r\nHost: a\r\nContent-Length: 999\r\n\r\nabc"));
      }
      Thread.sleep(300);
      assertThat(send(post("mosaic", ImageEncoder.png(photo))).statusCode()).isEqualTo(200);
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  @Test
  void halfHeadersDoNotTakeAThreadEach() throws Exception {
    List<Socket> idle = new ArrayList<>();
    try {
      for (int i = 0; i < 3 * HttpService.MOST_THREADS; i++) {
        idle.add(open("POST /stylize/mosaic HTTP/1.1\r\nHost:"));
      }
      Thread.sleep(500);
      long pool =
          Thread.getAllStackTraces().keySet().stream()
              .filter(thread -> thread.getName().startsWith("pool-"))
              .count();
      assertThat(pool).isLessThanOrEqualTo(HttpService.MOST_THREADS + 10);
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  @Test
  void endlessBodiesAreNotReadForever() throws Exception {
    try (Socket socket =
        open("POST /stylize/none HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n")) {
      byte[] chunk =
          ("10000\r\n" + "x".repeat(1 << 16) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      // Writing fails when the service closes the connection.
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
  void uploadsHaveATime() throws IOException {
    InputStream slow =
        new InputStream() {
          @Override
          public int read() throws IOException {
            try {
              Thread.sleep(60_000);
              return 0;
            } catch (InterruptedException e) {
              throw new IOException(e);
            }
          }
        };
    assertThatThrownBy(() -> HttpUpload.read(slow, 10, Duration.ofMillis(50)))
        .isInstanceOf(IOException.class);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
    byte[] ten = new byte[10];
    assertThat(HttpUpload.read(new ByteArrayInputStream(ten), 10, Duration.ofMinutes(1)))
        .hasSize(10);
    assertThat(HttpUpload.read(new ByteArrayInputStream(ten), 9, Duration.ofMinutes(1))).hasSize(9);
  }

  @Test
  void whoGoesAwayEndsTheWork() throws Exception {
    HttpResponse<InputStream> answer =
        client.send(post("endless", ImageEncoder.png(photo)), BodyHandlers.ofInputStream());
    assertThat(answer.body().readNBytes(15))
        .isEqualTo("event: progress".getBytes(StandardCharsets.UTF_8));
    answer.body().close();
    endless.ended.await();
    HttpResponse<String> next = send(post("mosaic", ImageEncoder.png(photo)));
    assertThat(next.statusCode()).as("others are served").isEqualTo(200);
  }

  @Test
  void photosThatCannotBePaintedAreRefusedWithOneLine() throws Exception {
    refused(post("mosaic", "no picture".getBytes(StandardCharsets.UTF_8)), 400, "the photo: ");
    refused(post("mosaic", new byte[0]), 400, "the photo: ");
    refused(post("mosaic", ImageEncoder.png(NoiseImages.noise(9, 9, 1))), 400, "9x9");
    byte[] large = ImageEncoder.png(new BufferedImage(4000, 3001, BufferedImage.TYPE_BYTE_BINARY));
    refused(post("mosaic", large), 400, "12000000");
    byte[] tooLong = new byte[2 * HttpPainting.MAX_BYTES];
    refused(post("mosaic", tooLong), 413, "20000000");
    refused(post("none", tooLong), 404, "mosaic");
    refused(post("mosaic", new byte[HttpPainting.MAX_BYTES]), 400, "the photo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "none", "network", "..%2Fnetwork", "mosaic/", "%2e%2e/mosaic"})
  void aStyleIsOneOfTheList(String name) throws Exception {
    refused(post(name, ImageEncoder.png(photo)), 404, "mosaic");
  }

  @Test
  void onlyPostPaints() throws Exception {
    refused(to("/stylize/mosaic").GET().build(), 405, "POST");
  }

  @Test
  void browsersGetAPageAndTheStyles() throws Exception {
    HttpResponse<String> page = send(to("/").GET().build());
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(page.body()).contains("/stylize/", "/styles", "event");
    assertThat(send(to("/favicon.ico").GET().build()).statusCode()).isEqualTo(404);
    HttpResponse<String> names = send(to("/styles").GET().build());
    assertThat(names.body().lines()).containsExactlyInAnyOrder("mosaic", "three", "endless");
  }
}
