package io.github.stylizer.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.stylizer.Mask;
import io.github.stylizer.Stylizer;
import io.github.stylizer.examples.NoiseImages;
import io.github.stylizer.film.FilmStylizer;
import io.github.stylizer.film.TestFilms;
import io.github.stylizer.image.ImageEncoder;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Films as jobs. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class FilmJobsTest {
  @TempDir static Path made;
  @TempDir static Path folder;
  private static RunningService running;
  private static Path clip;
  private static byte[] film;

  /** Forty frames, which take seconds. */
  private static byte[] endless;

  @BeforeAll
  static void makeFilms() throws IOException {
    clip = TestFilms.film(made.resolve("clip.mp4"), "testsrc=size=64x48:rate=10:duration=0.6");
    film = Files.readAllBytes(clip);
    Path many = TestFilms.film(made.resolve("many.mp4"), "testsrc=size=128x96:rate=10:duration=4");
    endless = Files.readAllBytes(many);
    running = RunningService.withFilms(folder);
  }

  @AfterAll
  static void nothingIsLeft() {
    running.close();
    assertThat(folder).isEmptyDirectory();
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static JsonObject json(HttpResponse<byte[]> answer) {
    return JsonParser.parseString(text(answer)).getAsJsonObject();
  }

  /** Starts a job, of which it returns the path. */
  private static String start(Object... form) throws Exception {
    return start(running, form);
  }

  private static String start(RunningService service, Object... form) throws Exception {
    HttpResponse<byte[]> started = service.send(service.form("/v1/jobs", form));
    assertThat(started.statusCode()).as(text(started)).isEqualTo(202);
    return started.headers().firstValue("Location").orElseThrow();
  }

  private static void refused(int status, String line, Object... form) throws Exception {
    HttpResponse<byte[]> answer = running.send(running.form("/v1/jobs", form));
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(status);
    assertThat(json(answer).get("error").getAsString()).contains(line);
  }

  /** Waits for the end of a job. */
  private static String events(String job) throws Exception {
    return text(running.get(job + "/events"));
  }

  private static void delete(String job) throws Exception {
    assertThat(running.send(running.to(job).DELETE()).statusCode()).isEqualTo(204);
  }

  private static List<String> files() throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile)
          .map(file -> file.getFileName().toString())
          .filter(name -> !name.equals("lock"))
          .toList();
    }
  }

  private static void awaitMetric(String line) throws Exception {
    while (!text(running.get("/metrics")).contains(line)) {
      Thread.sleep(20);
    }
  }

  @Test
  void aFilmIsWhatTheLibraryPaints() throws Exception {
    String job = start("film", film, "style", "scream");
    assertThat(events(job)).contains("\"total\":6", "secondsLeft", "event: done");
    assertThat(files()).containsExactly("painted.mp4");
    HttpResponse<byte[]> result = running.get(job + "/result");
    assertThat(result.headers().firstValue("Content-Type")).hasValue("video/mp4");
    assertThat(result.headers().firstValue("Content-Disposition"))
        .hasValue("attachment; filename=\"painted.mp4\"");
    Path expected = made.resolve("expected.mp4");
    try (Stylizer scream = Stylizer.style("scream")) {
      FilmStylizer.of(scream).apply(clip, expected);
    }
    assertThat(result.body()).isEqualTo(Files.readAllBytes(expected));
    delete(job);
    assertThat(files()).isEmpty();
    awaitMetric("stylize_disk_bytes 0.0");
    awaitMetric("stylize_held_bytes 0.0");
  }

  /** Longer than what is read into memory. */
  @Test
  void aLargeFilmWithSettings() throws Exception {
    Path file =
        TestFilms.film(
            made.resolve("large.avi"),
            "testsrc=size=400x320:rate=5:duration=0.8,format=rgb24",
            "-c:v",
            "rawvideo");
    byte[] large = Files.readAllBytes(file);
    assertThat(large.length).isBetween(1 << 20, 4 << 20);
    byte[] mask = ImageEncoder.png(NoiseImages.noise(200, 200, 3));
    String job =
        start(
            "style", "scream", "size", "64", "film", large, "mask", mask, "to", "0.4", "format",
            "mov");
    assertThat(events(job)).contains("event: done");
    HttpResponse<byte[]> result = running.get(job + "/result");
    assertThat(result.headers().firstValue("Content-Type")).hasValue("video/quicktime");
    Path expected = made.resolve("expected.mov");
    try (Stylizer scream = Stylizer.style("scream");
        Stylizer set = scream.size(64).mask(Mask.of(mask, "mask"))) {
      FilmStylizer.of(set).between(Duration.ZERO, Duration.ofMillis(400)).apply(file, expected);
    }
    assertThat(result.body()).isEqualTo(Files.readAllBytes(expected));
    delete(job);
    refused(413, "1 MB", "style", "scream", "photo", large);
    refused(413, "4 MB", "style", "scream", "film", new byte[5 << 20]);
  }

  @Test
  void canceledFilmsMakeRoom() throws Exception {
    String job = start("film", endless, "style", "scream");
    InputStream events =
        running
            .client()
            .send(running.to(job + "/events").build(), BodyHandlers.ofInputStream())
            .body();
    awaitMetric("stylize_painting 1.0");
    String waiting = start("film", film, "style", "scream");
    refused(429, "too many of your films", "film", film, "style", "scream");
    assertThat(json(running.get(waiting)).get("state").getAsString()).isEqualTo("waiting");
    delete(job);
    assertThat(new String(events.readAllBytes(), StandardCharsets.UTF_8))
        .contains("event: canceled");
    assertThat(events(waiting)).contains("event: done");
    assertThat(files()).containsExactly("painted.mp4");
    delete(waiting);
  }

  @Test
  void whatCannotBePaintedIsExplained() throws Exception {
    refused(
        400,
        "the film: cannot be read as one",
        "film",
        "text".getBytes(StandardCharsets.UTF_8),
        "style",
        "scream");
    refused(400, "a photo and a film", "film", film, "photo", film, "style", "scream");
    refused(400, "there is no style", "film", film);
    refused(400, "film must be a file", "film", "clip.mp4", "style", "scream");
    refused(422, "to must be later", "film", film, "style", "scream", "from", "2", "to", "1");
    refused(422, "gif, m4v", "film", film, "style", "scream", "format", "png");
    refused(422, "size must be from 16 to 256", "film", film, "style", "scream", "size", "300");
    refused(422, "strokes of 0.25", "film", film, "style", "scream", "strokes", "0.25");
    HttpResponse<byte[]> stylize =
        running.send(running.form("/v1/stylize", "film", film, "style", "scream"));
    assertThat(text(stylize)).contains("\"status\":400", "send it to /v1/jobs");
    byte[] half = Arrays.copyOf(film, 60);
    String broken = events(start("film", half, "style", "scream"));
    assertThat(broken)
        .contains("event: failed", "\"status\":422", "the film: ")
        .doesNotContain(folder.toString());
    Path long50 = TestFilms.film(made.resolve("long.mp4"), "testsrc=size=64x48:rate=10:duration=5");
    assertThat(events(start("film", Files.readAllBytes(long50), "style", "scream")))
        .contains("event: failed", "\"status\":422", "about 50 frames, more than 40");
    assertThat(files()).isEmpty();
    awaitMetric("stylize_disk_bytes 0.0");
  }

  @Test
  void uploadsThatBreakOffLeaveNothing() throws Exception {
    Socket socket =
        running.open(
            "POST /v1/jobs HTTP/1.1\r\nHost: a\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                + "Content-Length: 3000000\r\n\r\n--x\r\nContent-Disposition: form-data;"
                + " name=\"film\"; filename=\"a.mp4\"\r\n\r\n");
    socket.getOutputStream().write(new byte[200_000]);
    while (files().isEmpty()) {
      Thread.sleep(20);
    }
    awaitMetric("stylize_disk_bytes 3000000.0");
    socket.close();
    awaitMetric("stylize_disk_bytes 0.0");
    while (!files().isEmpty()) {
      Thread.sleep(20);
    }
  }

  @Test
  void aServiceDeletesWhatAKilledOneLeftAndWhatItHasItself() throws Exception {
    Path left = Files.createDirectory(folder.resolve("stylize-films-1234"));
    Files.writeString(left.resolve("lock"), "");
    Files.writeString(Files.createDirectory(left.resolve("film-1")).resolve("film"), "a film");
    try (RunningService other = RunningService.withFilms(folder)) {
      assertThat(folder).isDirectoryContaining(path -> !path.equals(left));
      assertThat(left).doesNotExist();
      String job = start(other, "film", endless, "style", "scream");
      InputStream events =
          other
              .client()
              .send(other.to(job + "/events").build(), BodyHandlers.ofInputStream())
              .body();
      while (!text(other.get("/metrics")).contains("stylize_painting 1.0")) {
        Thread.sleep(20);
      }
      assertThat(other.service.stop()).as("does not wait for the film").isTrue();
      assertThat(new String(events.readAllBytes(), StandardCharsets.UTF_8))
          .contains("event: failed", "the service is stopping");
    }
    try (Stream<Path> services = Files.list(folder)) {
      assertThat(services).as("the service that runs").hasSize(1);
    }
  }

  @Test
  void withoutFfmpegOrAFolderThereAreNoFilms() throws Exception {
    System.setProperty("stylizer.ffmpeg", made.resolve("none").toString());
    try {
      refused(501, "must be the path of ffmpeg", "film", film, "style", "scream");
    } finally {
      System.clearProperty("stylizer.ffmpeg");
    }
    FilmFolder missing = new FilmFolder(made.resolve("missing"), FilmLimits.DEFAULT);
    Clients clients = new Clients(ServiceLimits.DEFAULT);
    assertThatThrownBy(() -> missing.open(clients.of("a"), 1))
        .isInstanceOfSatisfying(
            ServiceException.class, refused -> assertThat(refused.status()).isEqualTo(501))
        .hasMessageContainingAll("missing", "--films-folder");
  }
}
