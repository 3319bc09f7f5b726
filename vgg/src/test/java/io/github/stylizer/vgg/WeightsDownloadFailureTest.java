package io.github.stylizer.vgg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpExchange;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.vgg.download.WeightsDownload;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WeightsDownloadFailureTest extends WeightsDownloadFixture {

  @Test
  void deletesAFileWithTheWrongChecksum() throws IOException {
    byte[] other = file.clone();
    other[SIZE / 2]++;
    try (FileServer server = new FileServer(other, FileServer::good)) {
      assertThatThrownBy(() -> fetch(server, QUICK))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll(server.base().toString(), "SHA-256", "deleted");
      assertThat(server.ranges()).containsExactly("");
    }
    assertThat(part).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(ints = {304, 403, 404, 500, 503})
  void failsAtOnceOnAnErrorStatus(int status) throws IOException {
    try (FileServer server = new FileServer(file, FileServer.status(status))) {
      assertThatThrownBy(() -> fetch(server, QUICK))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll(server.base() + "test.pth", "HTTP status " + status);
      assertThat(server.ranges()).hasSize(1);
    }
  }

  @Test
  void keepsThePartWhenTheServerFails() throws IOException {
    Files.write(part, Arrays.copyOf(file, CUT));
    try (FileServer server = new FileServer(file, FileServer.status(500))) {
      assertThatThrownBy(() -> fetch(server, QUICK)).hasMessageContaining("HTTP status 500");
    }
    assertThat(part).hasBinaryContent(Arrays.copyOf(file, CUT));
  }

  @Test
  void refusesAFileOfAnotherSizeBeforeReadingIt() throws IOException {
    byte[] page = "<html>please log in</html>".getBytes(StandardCharsets.UTF_8);
    try (FileServer server = new FileServer(page, FileServer::good)) {
      assertThatThrownBy(() -> fetch(server, QUICK))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("announced " + page.length + " bytes instead of " + SIZE);
      assertThat(server.ranges()).hasSize(1);
    }
    assertThat(part).doesNotExist();
  }

  @Test
  void stopsAServerThatNeverEnds() throws IOException {
    FileServer.Behavior endless =
        (exchange, bytes) -> {
          exchange.sendResponseHeaders(200, 0);
          while (true) {
            exchange.getResponseBody().write(bytes, 0, 100_000);
          }
        };
    try (FileServer server = new FileServer(file, endless)) {
      assertThatThrownBy(() -> fetch(server, QUICK))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("more than " + SIZE + " bytes");
    }
    assertThat(part).doesNotExist();
  }

  @Test
  void failsWhenTheServerStalls() throws IOException {
    try (FileServer server = new FileServer(file, FileServer.stallAt(CUT))) {
      assertThatThrownBy(() -> fetch(server, IMPATIENT))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll("sent nothing for 1.0 seconds", " of " + SIZE + " bytes");
      assertThat(server.ranges()).hasSize(IMPATIENT.attempts());
    }
    assertThat(part).hasBinaryContent(Arrays.copyOf(file, (int) Files.size(part)));
    assertThat(Files.size(part)).isPositive().isLessThanOrEqualTo(CUT);
  }

  @Test
  void failsWhenTheServerNeverAnswers() throws IOException {
    FileServer.Behavior silent = (exchange, bytes) -> sleepUntilClosed();
    try (FileServer server = new FileServer(file, silent)) {
      assertThatThrownBy(() -> fetch(server, IMPATIENT))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("sent nothing for 1.5 seconds");
      assertThat(server.ranges()).hasSize(1);
    }
  }

  @Test
  void givesUpOnAServerThatAlwaysCuts() throws IOException {
    try (FileServer server = new FileServer(file, WeightsDownloadFailureTest::cutAtOnce)) {
      assertThatThrownBy(() -> fetch(server, QUICK))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(server.base() + "test.pth was lost")
          .hasMessageNotContaining("\n");
      assertThat(server.ranges().size()).isGreaterThanOrEqualTo(QUICK.attempts());
    }
  }

  @Test
  void failsAtOnceWhenNothingListens() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    URI url = URI.create("http://127.0.0.1:" + port + "/test.pth");
    assertThatThrownBy(
            () ->
                new WeightsDownload(origin, url, QUICK, PROXIES, ProgressListener.NONE).fetch(part))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll(url.toString(), "cannot be reached");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: many\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n",
        "HTTP/1.1 206 OK\r\nContent-Range: bytes -\r\nContent-Length: 3\r\n\r\nabc",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nnonsense",
        "HTTP/1.1 302 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 302 OK\r\nLocation: file:///etc/passwd\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n"
      })
  void survivesNonsense(String answer) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Thread server = new Thread(() -> answerAll(socket, answer));
      server.setDaemon(true);
      server.start();
      URI url = URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/test.pth");
      assertThatThrownBy(
              () ->
                  new WeightsDownload(origin, url, QUICK, PROXIES, ProgressListener.NONE)
                      .fetch(part))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(url.toString())
          .hasMessageNotContaining("\n");
    }
  }

  @Test
  void stopsOnAnInterrupt() throws Exception {
    try (FileServer server = new FileServer(file, FileServer.stallAt(CUT))) {
      Thread test = Thread.currentThread();
      ProgressListener interrupter =
          progress -> {
            if (progress.done() > 0) {
              test.interrupt();
            }
          };
      assertThatThrownBy(() -> fetch(server, QUICK, interrupter))
          .isInstanceOf(InterruptedIOException.class);
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(Files.size(part)).isPositive();
  }

  @Test
  void passesOnWhatTheListenerThrows() throws Exception {
    IllegalStateException stop = new IllegalStateException("stop");
    try (FileServer server = new FileServer(file, FileServer::good)) {
      ProgressListener stopper =
          progress -> {
            throw stop;
          };
      assertThatThrownBy(() -> fetch(server, QUICK, stopper)).isSameAs(stop);
    }
  }

  @Test
  void saysThatTheDiskIsFull() throws IOException {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "needs /dev/full, which Linux has");
    Files.createSymbolicLink(part, full);
    try (FileServer server = new FileServer(file, FileServer::good)) {
      assertThatThrownBy(() -> fetch(server, QUICK))
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll("cannot write " + part, "No space left");
      assertThat(server.ranges()).hasSize(1);
    }
  }

  private static void answerAll(ServerSocket server, String answer) {
    while (true) {
      try (Socket connection = server.accept()) {
        connection.getInputStream().read(new byte[4096]);
        connection.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        if (server.isClosed()) {
          return;
        }
      }
    }
  }

  private static void cutAtOnce(HttpExchange exchange, byte[] file) {
    exchange.close();
  }

  private static void sleepUntilClosed() throws IOException {
    try {
      Thread.sleep(20_000);
    } catch (InterruptedException e) {
      throw new IOException("the server is closed", e);
    }
  }
}
