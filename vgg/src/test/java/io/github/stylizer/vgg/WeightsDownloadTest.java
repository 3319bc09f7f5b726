package io.github.stylizer.vgg;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.Progress;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WeightsDownloadTest extends WeightsDownloadFixture {

  @Test
  void fetchesAndReportsProgress() throws IOException {
    List<Progress> reports = new ArrayList<>();
    try (FileServer server = new FileServer(file, FileServer::good)) {
      fetch(server, QUICK, reports::add);
      assertThat(server.ranges()).containsExactly("");
    }
    assertThat(part).hasBinaryContent(file);
    assertThat(reports).extracting(Progress::total).containsOnly((long) SIZE);
    assertThat(reports).extracting(Progress::done).isSorted().contains(0L, (long) SIZE);
    assertThat(reports).hasSizeGreaterThan(3);
    assertThat(reports).extracting(Progress::stage).containsOnly("downloading test.pth");
  }

  @Test
  void resumesAfterACutConnection() throws IOException {
    try (FileServer server = new FileServer(file, FileServer.cutAt(CUT), FileServer::good)) {
      fetch(server, QUICK);
      assertThat(server.ranges()).hasSize(2);
      assertThat(server.ranges().get(0)).isEmpty();
      // The client may drop what arrived together with the end of the connection.
      long resumedAt = Long.parseLong(server.ranges().get(1).replaceAll("bytes=(\\d+)-", "$1"));
      assertThat(resumedAt).isPositive().isLessThanOrEqualTo(CUT);
    }
    assertThat(part).hasBinaryContent(file);
  }

  @Test
  void resumesWhatAnEarlierRunLeft() throws IOException {
    Files.write(part, Arrays.copyOf(file, CUT));
    List<Progress> reports = new ArrayList<>();
    try (FileServer server = new FileServer(file, FileServer::good)) {
      fetch(server, QUICK, reports::add);
      assertThat(server.ranges()).containsExactly("bytes=" + CUT + "-");
    }
    assertThat(part).hasBinaryContent(file);
    assertThat(reports.get(0).done()).isEqualTo(CUT);
  }

  @Test
  void asksForNothingWhenThePartIsComplete() throws IOException {
    Files.write(part, file);
    try (FileServer server = new FileServer(file, FileServer::good)) {
      fetch(server, QUICK);
      assertThat(server.ranges()).isEmpty();
    }
    assertThat(part).hasBinaryContent(file);
  }

  @Test
  void startsOverWhenTheServerIgnoresRanges() throws IOException {
    Files.write(part, Arrays.copyOf(file, CUT));
    try (FileServer server = new FileServer(file, FileServer::withoutRanges)) {
      fetch(server, QUICK);
      assertThat(server.ranges()).containsExactly("bytes=" + CUT + "-");
    }
    assertThat(part).hasBinaryContent(file);
  }

  @ParameterizedTest
  @ValueSource(ints = {CUT, SIZE, SIZE + 7})
  void startsOverWhenWhatWasLeftIsDamaged(int size) throws IOException {
    Files.write(part, new byte[size]);
    try (FileServer server = new FileServer(file, FileServer::good)) {
      fetch(server, QUICK);
      assertThat(server.ranges()).last().isEqualTo("");
    }
    assertThat(part).hasBinaryContent(file);
  }

  @Test
  void startsOverWhenTheRangeIsRefusedOrWrong() throws IOException {
    Files.write(part, Arrays.copyOf(file, CUT));
    try (FileServer server = new FileServer(file, FileServer.status(416), FileServer::good)) {
      fetch(server, QUICK);
      assertThat(server.ranges()).containsExactly("bytes=" + CUT + "-", "");
    }
    Files.write(part, Arrays.copyOf(file, CUT));
    FileServer.Behavior wrongRange =
        (exchange, bytes) -> {
          exchange.getResponseHeaders().set("Content-Range", "bytes 0-9/10");
          exchange.sendResponseHeaders(206, 10);
          exchange.getResponseBody().write(bytes, 0, 10);
        };
    try (FileServer server = new FileServer(file, wrongRange, FileServer::good)) {
      fetch(server, QUICK);
      assertThat(server.ranges()).containsExactly("bytes=" + CUT + "-", "");
    }
    assertThat(part).hasBinaryContent(file);
  }

  @Test
  void followsARedirect() throws IOException {
    Files.write(part, Arrays.copyOf(file, CUT));
    FileServer.Behavior moved =
        (exchange, bytes) -> {
          exchange.getResponseHeaders().set("Location", "/elsewhere/test.pth");
          exchange.sendResponseHeaders(302, -1);
        };
    try (FileServer server = new FileServer(file, moved, FileServer::good)) {
      fetch(server, QUICK);
      assertThat(server.ranges()).hasSize(2).containsOnly("bytes=" + CUT + "-");
    }
    assertThat(part).hasBinaryContent(file);
  }

  @Test
  void acceptsAFileOfUnannouncedSize() throws IOException {
    FileServer.Behavior chunked =
        (exchange, bytes) -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write(bytes);
        };
    try (FileServer server = new FileServer(file, chunked)) {
      fetch(server, QUICK);
    }
    assertThat(part).hasBinaryContent(file);
  }

  @Test
  void bearsASlowServer() throws IOException {
    try (FileServer server = new FileServer(file, FileServer.drip(30, 50))) {
      fetch(server, IMPATIENT);
      assertThat(server.ranges()).containsExactly("");
    }
    assertThat(part).hasBinaryContent(file);
  }
}
