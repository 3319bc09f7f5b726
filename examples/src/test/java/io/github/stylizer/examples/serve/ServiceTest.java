package io.github.stylizer.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.stylizer.Quality;
import io.github.stylizer.Style;
import io.github.stylizer.Stylizer;
import io.github.stylizer.examples.NoiseImages;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.metanet.StyleGallery;
import io.github.stylizer.testing.PhotoPixels;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every route, and every error of a request. */
@Timeout(value = 3, unit = TimeUnit.MINUTES)
class ServiceTest {
  private static final byte[] PHOTO = png(48, 40);
  private static RunningService running;

  @TempDir Path folder;

  private static byte[] png(int width, int height) {
    try {
      return ImageEncoder.png(NoiseImages.noise(width, height, 7));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeAll
  static void start() throws Exception {
    running = RunningService.with(RunningService.limits(), null);
  }

  @AfterAll
  static void end() {
    running.close();
  }

  private static int[] pixels(byte[] file) throws Exception {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(file));
    assertThat(image).isNotNull();
    return PhotoPixels.of(image);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static JsonObject json(HttpResponse<byte[]> answer) {
    return JsonParser.parseString(text(answer)).getAsJsonObject();
  }

  private static void refused(HttpRequest.Builder request, int status, String part)
      throws Exception {
    refused(running.send(request), status, part);
  }

  private static void refused(HttpResponse<byte[]> answer, int status, String part) {
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(json(answer).get("status").getAsInt()).isEqualTo(status);
    String line = json(answer).get("error").getAsString();
    assertThat(line).contains(part).doesNotContain("\n").doesNotContain("Exception");
  }

  private static HttpResponse<byte[]> painted(HttpRequest.Builder request) throws Exception {
    HttpResponse<byte[]> answer = running.send(request);
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(200);
    return answer;
  }

  @Test
  void aNamedStyleIsWhatTheLibraryPaints() throws Exception {
    try (Stylizer wave = Stylizer.style("great-wave")) {
      byte[] expected = wave.apply(PHOTO, "the photo", "png");
      HttpResponse<byte[]> answer =
          painted(running.binary("/v1/stylize", "style=great-wave", PHOTO));
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/png");
      assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
      assertThat(answer.body()).isEqualTo(expected);
      assertThat(painted(running.form("/v1/stylize", "photo", PHOTO, "style", "great-wave")).body())
          .isEqualTo(expected);
    }
  }

  @Test
  void optionsMeanWhatTheyMeanToTheLibrary() throws Exception {
    try (Stylizer blend =
            Stylizer.blend(Style.of("scream").weight(0.3), Style.of("udnie").weight(0.7));
        Stylizer set = blend.size(64).strength(0.6).strokes(0.5).preserveColors(0.75)) {
      HttpResponse<byte[]> answer =
          painted(
              running.form(
                  "/v1/stylize",
                  "photo",
                  PHOTO,
                  "style",
                  "scream=0.3",
                  "style",
                  "udnie=0.7",
                  "size",
                  "64",
                  "strength",
                  "0.6",
                  "strokes",
                  "0.5",
                  "preserve-colors",
                  "luminance=0.75",
                  "format",
                  "tif"));
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("image/tiff");
      assertThat(pixels(answer.body())).isEqualTo(pixels(set.apply(PHOTO, "the photo", "tif")));
    }
  }

  @Test
  void anUploadedStyleIsAPaintingOrACode() throws Exception {
    byte[] painting = png(80, 64);
    try (Stylizer stylizer = Stylizer.style(ImageIO.read(new ByteArrayInputStream(painting)))) {
      assertThat(
              pixels(
                  painted(running.form("/v1/stylize", "photo", PHOTO, "style", painting)).body()))
          .isEqualTo(pixels(stylizer.apply(PHOTO, "the photo", "png")));
    }
    Path file = folder.resolve("wave.style");
    StyleGallery.code("great-wave").save(file);
    byte[] code = Files.readAllBytes(file);
    try (Stylizer stylizer = Stylizer.style(Style.of(file))) {
      assertThat(pixels(painted(running.form("/v1/stylize", "photo", PHOTO, "style", code)).body()))
          .isEqualTo(pixels(stylizer.apply(PHOTO, "the photo", "png")));
    }
    refused(
        running.form("/v1/stylize", "photo", PHOTO, "style", code, "preserve-colors", "matched"),
        422,
        "painting");
    code[code.length / 3] ^= 0x55;
    refused(
        running.form("/v1/stylize", "photo", PHOTO, "style", Arrays.copyOf(code, 300)),
        400,
        "the style code");
  }

  @Test
  void largePhotosArePaintedAtTheSizeOfTheService() throws Exception {
    byte[] large =
        painted(running.binary("/v1/stylize", "style=udnie&strength=0", png(900, 300))).body();
    assertThat(ImageIO.read(new ByteArrayInputStream(large)).getWidth()).isEqualTo(512);
  }

  @ParameterizedTest
  @CsvSource({
    "style=nope, 400, GET /v1/styles",
    "style=scream%3Dheavy, 422, style must be from",
    "style=..%2Fscream, 400, there is no style",
    "quality=fast, 400, there is no style",
    "style=scream&strength=2, 422, strength must be from 0 to 1",
    "style=scream&strength=x, 422, strength must be from 0 to 1",
    "style=scream&strokes=9, 422, strokes must be from 0.125 to 8",
    "style=scream&size=200&strokes=0.25, 422, smaller size",
    "style=scream&size=513, 422, size must be from 16 to 512",
    "style=scream&size=20.5, 422, size must be a whole number",
    "style=scream&quality=great, 422, fast",
    "style=scream&format=gif, 422, png",
    "style=scream&preserve-colors=no, 422, luminance",
    "style=scream&preserve-colors=matched=2, 422, the amount of preserve-colors must be from 0 to 1",
    "style=scream&size=20&size=30, 400, size is given 2 times",
    "style=scream&colour=red, 400, there is no field 'colour'"
  })
  void fieldsThatAreWrongAreNamed(String fields, int status, String part) throws Exception {
    refused(running.paint(fields, PHOTO), status, part);
  }

  @Test
  void whatIsNoPhotoIsRefused() throws Exception {
    byte[] text = "not a picture at all".getBytes(StandardCharsets.US_ASCII);
    refused(running.paint("style=scream", text), 400, "the photo: ");
    refused(running.paint("style=scream", new byte[0]), 400, "there is no photo");
    refused(running.form("/v1/stylize", "style", "scream"), 400, "there is no photo");
    refused(running.form("/v1/stylize", "photo", PHOTO, "style", text), 400, "the painting: ");
    refused(
        running.form("/v1/stylize", "photo", PHOTO, "photo", PHOTO, "style", "scream"),
        400,
        "several files");
    refused(
        running.form("/v1/stylize", "photo", PHOTO, "style", "scream", "style", PHOTO),
        400,
        "expected one of them");
    byte[] half = Arrays.copyOf(PHOTO, PHOTO.length / 2);
    refused(running.paint("style=scream", half), 400, "the photo: ");
    refused(running.paint("style=scream", png(9, 9)), 422, "9x9");
  }

  /** A few bytes that say they are 100,000 pixels wide, which is within what PNG allows. */
  static byte[] bomb(int side) throws Exception {
    ByteArrayOutputStream header = new ByteArrayOutputStream();
    try (DataOutputStream data = new DataOutputStream(header)) {
      data.write("IHDR".getBytes(StandardCharsets.US_ASCII));
      data.writeInt(side);
      data.writeInt(side);
      data.write(new byte[] {8, 2, 0, 0, 0});
    }
    CRC32 sum = new CRC32();
    sum.update(header.toByteArray());
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    try (DataOutputStream data = new DataOutputStream(file)) {
      data.write(PHOTO, 0, 8);
      data.writeInt(13);
      data.write(header.toByteArray());
      data.writeInt((int) sum.getValue());
      data.write(PHOTO, 33, PHOTO.length - 33);
    }
    return file.toByteArray();
  }

  @Test
  void bombsAreRefusedBeforeTheyAreDecoded() throws Exception {
    refused(running.paint("style=scream", bomb(30_000)), 422, "30000x30000");
    refused(running.form("/v1/stylize", "photo", PHOTO, "style", bomb(30_000)), 422, "painting");
    refused(running.form("/v1/jobs", "photo", bomb(30_000), "style", "scream"), 422, "30000");
  }

  @Test
  void whatIsTooLongIsRefused() throws Exception {
    refused(running.paint("style=scream", new byte[2 << 20]), 413, "1 MB");
    refused(running.paint("style=scream", new byte[6 << 20]), 413, "1 MB");
    refused(
        running.form("/v1/stylize", "photo", new byte[2 << 20], "style", "scream"), 413, "1 MB");
    // Who asks first is told before the photo is sent, and so is who would send for hours. By hand:
    // Java's client waits for ever.
    for (String length : List.of("20000000\r\nExpect: 100-continue", "9000000", "99999999999")) {
      try (Socket asking =
          running.open(
              "POST /v1/stylize?style=scream HTTP/1.1\r\nHost: a\r\nContent-Type: image/png\r\n"
                  + "Content-Length: "
                  + length
                  + "\r\n\r\n")) {
        byte[] answer = asking.getInputStream().readNBytes(200);
        assertThat(new String(answer, StandardCharsets.UTF_8)).startsWith("HTTP/1.1 413");
      }
    }
    refused(
        running.form("/v1/stylize", "photo", PHOTO, "style", "x".repeat(300)), 400, "characters");
    List<Object> many = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      many.add("style");
      many.add("scream");
    }
    refused(running.form("/v1/stylize", many.toArray()), 400, "form");
  }

  @Test
  void bodiesOfAnotherTypeAreRefused() throws Exception {
    for (String type : List.of("text/plain", "application/json", "multipart/mixed")) {
      refused(
          running
              .to("/v1/stylize?style=scream")
              .header("Content-Type", type)
              .POST(BodyPublishers.ofByteArray(PHOTO)),
          415,
          "multipart/form-data");
    }
    refused(running.to("/v1/stylize").POST(BodyPublishers.noBody()), 415, "multipart/form-data");
    for (String type : List.of("multipart/form-data", "multipart/form-data; boundary=x")) {
      refused(
          running
              .to("/v1/stylize")
              .header("Content-Type", type)
              .POST(BodyPublishers.ofString("garbage")),
          400,
          "");
    }
  }

  @Test
  void jobsTellTheirProgressUntilThePictureIsThere() throws Exception {
    HttpResponse<byte[]> started =
        running.send(
            running.form("/v1/jobs", "photo", PHOTO, "style", "scream", "quality", "fine"));
    assertThat(started.statusCode()).as(text(started)).isEqualTo(202);
    String path = started.headers().firstValue("Location").orElseThrow();
    String events = text(running.get(path + "/events"));
    assertThat(events).contains("event: progress\n", "\"total\":14").contains("event: done\n");
    assertThat(events.indexOf("event: done")).isEqualTo(events.lastIndexOf("event: "));
    assertThat(json(running.get(path)).get("state").getAsString()).isEqualTo("done");
    HttpResponse<byte[]> result = running.get(path + "/result");
    try (Stylizer scream = Stylizer.style("scream");
        Stylizer fine = scream.quality(Quality.FINE)) {
      assertThat(pixels(result.body())).isEqualTo(pixels(fine.apply(PHOTO, "the photo", "png")));
    }
    assertThat(text(running.get(path + "/events"))).as("the end again").contains("event: done");
    assertThat(running.send(running.to(path).DELETE()).statusCode()).isEqualTo(204);
    refused(running.get(path), 404, "no such job");
    refused(running.get(path + "/result"), 404, "no such job");
  }

  @Test
  void canceledJobsEnd() throws Exception {
    // Half a minute of work, on any machine far more than the time to cancel it.
    HttpResponse<byte[]> started =
        running.send(
            running.form("/v1/jobs", "photo", png(400, 300), "style", "scream", "quality", "best"));
    String path = started.headers().firstValue("Location").orElseThrow();
    refused(running.get(path + "/result"), 409, "not painted yet");
    // Returns when the first event is there: a canceled job that nobody listens to is forgotten.
    InputStream events =
        running
            .client()
            .send(running.to(path + "/events").build(), HttpResponse.BodyHandlers.ofInputStream())
            .body();
    while (!json(running.get(path)).get("state").getAsString().equals("painting")) {
      Thread.sleep(20);
    }
    assertThat(running.send(running.to(path).DELETE()).statusCode()).isEqualTo(204);
    assertThat(new String(events.readAllBytes(), StandardCharsets.UTF_8))
        .contains("event: canceled");
    // The thread that painted it is free again.
    HttpResponse<byte[]> next = running.paint("style=scream&quality=fine&size=32", PHOTO);
    assertThat(next.statusCode()).as(text(next)).isEqualTo(200);
  }

  @Test
  void jobsThatFailSaySo() throws Exception {
    HttpResponse<byte[]> started =
        running.send(running.form("/v1/jobs", "photo", png(9, 9), "style", "scream"));
    String path = started.headers().firstValue("Location").orElseThrow();
    assertThat(text(running.get(path + "/events"))).contains("event: failed", "9x9");
    refused(running.get(path + "/result"), 422, "9x9");
    refused(running.get("/v1/jobs/none"), 404, "no such job");
    refused(running.send(running.to("/v1/jobs/none").DELETE()), 404, "no such job");
  }

  @Test
  void stylesHavePreviews() throws Exception {
    JsonObject list = json(running.get("/v1/styles"));
    assertThat(list.getAsJsonArray("styles")).hasSize(Stylizer.styles().size());
    JsonObject first = list.getAsJsonArray("styles").get(0).getAsJsonObject();
    assertThat(first.keySet()).contains("name", "title", "artist", "date", "preview");
    HttpResponse<byte[]> preview = running.get(first.get("preview").getAsString());
    assertThat(preview.headers().firstValue("Content-Type")).hasValue("image/jpeg");
    assertThat(ImageIO.read(new ByteArrayInputStream(preview.body())).getWidth()).isEqualTo(240);
    assertThat(running.get(first.get("preview").getAsString()).body()).isEqualTo(preview.body());
    assertThat(list.getAsJsonObject("limits").get("size").getAsInt()).isEqualTo(512);
    refused(running.get("/v1/styles/nope/preview"), 404, "there is no style");
  }

  @Test
  void theDescriptionHasExactlyTheRoutes() throws Exception {
    List<String> described = new ArrayList<>();
    for (Map.Entry<String, JsonElement> path :
        json(running.get("/v1/openapi.json")).getAsJsonObject("paths").entrySet()) {
      for (String method : path.getValue().getAsJsonObject().keySet()) {
        described.add(method.toUpperCase(Locale.ROOT) + " " + path.getKey());
      }
    }
    assertThat(described)
        .containsExactlyInAnyOrderElementsOf(
            running.service.routes().all().stream()
                .map(route -> route.method() + " " + route.template())
                .toList());
  }

  /** The fields that the refusal of an unknown one lists. */
  @Test
  void theDescriptionHasExactlyTheFields() throws Exception {
    String line =
        json(running.send(running.form("/v1/jobs", "colour", "red"))).get("error").getAsString();
    List<String> fields =
        List.of(line.substring(line.indexOf("fields are ") + "fields are ".length()).split(", "));
    JsonObject form =
        json(running.get("/v1/openapi.json"))
            .getAsJsonObject("paths")
            .getAsJsonObject("/v1/jobs")
            .getAsJsonObject("post")
            .getAsJsonObject("requestBody")
            .getAsJsonObject("content")
            .getAsJsonObject("multipart/form-data")
            .getAsJsonObject("schema");
    List<String> described = new ArrayList<>(form.getAsJsonObject("properties").keySet());
    described.add("region-STYLE");
    assertThat(described).containsExactlyInAnyOrderElementsOf(fields);
    assertThat(form.getAsJsonObject("patternProperties").keySet())
        .singleElement()
        .satisfies(pattern -> assertThat("region-great-wave").matches(pattern));
  }

  @Test
  void otherPathsAndMethodsAreRefused() throws Exception {
    refused(running.get("/v1/none"), 404, "/v1/openapi.json");
    refused(running.get("/page/none.js"), 404, "no such page");
    assertThat(running.get("/page/..%2Fopenapi.json").statusCode()).isIn(400, 404);
    HttpResponse<byte[]> answer = running.get("/v1/stylize");
    refused(answer, 405, "POST");
    assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
    refused(running.send(running.to("/v1/styles").DELETE()), 405, "GET");
  }

  @Test
  void thePageAsksNobodyElse() throws Exception {
    HttpResponse<byte[]> page = running.get("/");
    assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'", "script-src 'self'")
        .doesNotContain("unsafe", "http:", "https:", "*");
    assertThat(text(page)).doesNotContain("http://", "https://", "style=\"", "onclick");
    HttpResponse<byte[]> script = running.get("/page/main.js");
    assertThat(script.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    String tag = script.headers().firstValue("ETag").orElseThrow();
    assertThat(running.send(running.to("/page/main.js").header("If-None-Match", tag)).statusCode())
        .isEqualTo(304);
  }

  @Test
  void healthAndMetrics() throws Exception {
    assertThat(text(running.get("/health"))).isEqualTo("{\"status\":\"ok\"}");
    painted(running.binary("/v1/stylize", "style=udnie", PHOTO));
    String metrics = text(running.get("/metrics"));
    assertThat(metrics)
        .contains(
            "stylize_requests_total{method=\"POST\",route=\"/v1/stylize\",status=\"200\"}",
            "stylize_painting_seconds_count{quality=\"fast\"}",
            "stylize_waiting 0",
            "stylize_held_bytes");
  }

  @Test
  void nothingIsHeldAfterwards() throws Exception {
    painted(running.binary("/v1/stylize", "style=udnie", PHOTO));
    running.paint("style=scream", new byte[2 << 20]);
    running.paint("style=nope", PHOTO);
    String metrics;
    do {
      // A request is complete shortly after its client has the answer.
      Thread.sleep(20);
      metrics = text(running.get("/metrics"));
    } while (!metrics.contains("stylize_held_bytes 0.0"));
    assertThat(metrics).contains("stylize_painting 0.0");
  }
}
