package io.github.stylizer.examples.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.github.stylizer.Mask;
import io.github.stylizer.StyleMethods;
import io.github.stylizer.Stylizer;
import io.github.stylizer.examples.NoiseImages;
import io.github.stylizer.image.ImageEncoder;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Palettes, masks, regions and the amounts of style: what is painted is what the library paints.
 */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class ServiceControlsTest {
  private static RunningService running;
  private static byte[] photo;
  private static byte[] palette;
  private static byte[] mask;

  @TempDir Path folder;

  @BeforeAll
  static void start() throws Exception {
    photo = ImageEncoder.png(NoiseImages.noise(48, 40, 7));
    palette = ImageEncoder.png(NoiseImages.noise(30, 20, 4));
    mask = ImageEncoder.png(half(BufferedImage.TYPE_INT_RGB));
    running = RunningService.with(RunningService.limits(), null);
  }

  @AfterAll
  static void end() {
    running.close();
  }

  /** White, or opaque black, on its left half. */
  private static BufferedImage half(int type) {
    BufferedImage image = new BufferedImage(20, 10, type);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(type == BufferedImage.TYPE_INT_RGB ? Color.WHITE : Color.BLACK);
    graphics.fillRect(0, 0, 10, 10);
    graphics.dispose();
    return image;
  }

  /** Asks for a picture of the photo in The Scream, with further fields. */
  private static HttpResponse<byte[]> painted(Object... fields) throws Exception {
    List<Object> form = new ArrayList<>(List.of("photo", photo, "style", "scream"));
    form.addAll(Arrays.asList(fields));
    return running.send(running.form("/v1/stylize", form.toArray()));
  }

  private static void refused(int status, String line, Object... fields) throws Exception {
    HttpResponse<byte[]> answer = painted(fields);
    assertThat(answer.statusCode()).as(text(answer)).isEqualTo(status);
    assertThat(JsonParser.parseString(text(answer)).getAsJsonObject().get("error").getAsString())
        .contains(line);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private static void same(UnaryOperator<Stylizer> change, Object... fields) throws Exception {
    HttpResponse<byte[]> answer = painted(fields);
    assertThat(answer.statusCode()).isEqualTo(200);
    try (Stylizer scream = Stylizer.style("scream");
        Stylizer changed = change.apply(scream)) {
      byte[] expected = changed.apply(photo, "the photo", "png");
      assertThat(answer.body()).isEqualTo(expected);
      assertThat(expected).isNotEqualTo(scream.apply(photo, "the photo", "png"));
    }
  }

  private static BufferedImage image(byte[] file) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(file));
  }

  @Test
  void aPartOfTheStyle() throws Exception {
    same(scream -> scream.styleStrength(0.4), "style-strength", "0.4");
    refused(422, "style-strength must be from 0 to 1", "style-strength", "2");
    refused(
        422, "cannot be combined with styleStrength", "style-strength", "0.4", "quality", "fine");
  }

  @Test
  void anotherMethod() throws Exception {
    refused(422, "method must be one of", "method", "magic");
    refused(400, "quality best chooses the method nnst", "method", "gatys", "quality", "best");
    // It has three styles of its own, and this is none of them.
    refused(422, "fastnet has only", "method", "fastnet");
    Object[] form = {"photo", photo, "style", "scream", "method", "gatys", "size", "32"};
    String answer = text(running.send(running.form("/v1/jobs", form)));
    String id = JsonParser.parseString(answer).getAsJsonObject().get("id").getAsString();
    assertThat(text(running.get("/v1/jobs/" + id + "/events")))
        .contains("event: progress", "event: done");
    try (Stylizer scream = Stylizer.style("scream");
        Stylizer gatys = scream.with(StyleMethods.named("gatys"));
        Stylizer small = gatys.size(32)) {
      assertThat(running.get("/v1/jobs/" + id + "/result").body())
          .isEqualTo(small.apply(photo, "the photo", "png"));
    }
  }

  @Test
  void colorsOfAPaletteOrOfThePainting() throws Exception {
    BufferedImage image = image(palette);
    same(scream -> scream.palette(image), "palette", palette);
    same(scream -> scream.palette(image, 0.5), "palette", palette, "palette-amount", "0.5");
    same(scream -> scream.matchColors(0.5), "match-colors", "0.5");
    refused(422, "cannot be combined", "palette", palette, "preserve-colors", "luminance");
    refused(422, "cannot be combined", "palette", palette, "match-colors", "1");
    refused(422, "match-colors must be from 0 to 1", "match-colors", "1.1");
    refused(400, "palette-amount needs palette", "palette-amount", "1");
    refused(400, "palette must be a file", "palette", "red");
  }

  @Test
  void masksOfLightnessAndOfTransparency() throws Exception {
    Mask left = Mask.of(image(mask));
    same(scream -> scream.mask(left), "mask", mask);
    same(scream -> scream.mask(left.inverted()), "mask", mask, "invert-mask", "true");
    same(scream -> scream.mask(left.feather(9)), "mask", mask, "feather", "9");
    Path cutOut = folder.resolve("cut-out.png");
    ImageIO.write(half(BufferedImage.TYPE_INT_ARGB), "png", cutOut.toFile());
    Mask opaque = Mask.of(cutOut);
    same(scream -> scream.mask(opaque), "mask", Files.readAllBytes(cutOut));
    refused(422, "feather must be from 0 to 10000", "mask", mask, "feather", "-1");
    refused(422, "invert-mask must be one of true, false", "mask", mask, "invert-mask", "1");
    refused(400, "invert-mask needs mask", "invert-mask", "true");
    refused(400, "feather needs mask", "feather", "3");
  }

  @Test
  void regionsInOtherStyles() throws Exception {
    Mask left = Mask.of(image(mask)).feather(3);
    try (Stylizer wave = Stylizer.style("great-wave")) {
      same(scream -> scream.regions(Map.of(left, wave)), "region-great-wave", mask, "feather", "3");
    }
    refused(400, "there is no style 'nope'", "region-nope", mask);
    refused(400, "region-udnie must be a file", "region-udnie", "person.png");
    List<Object> many = new ArrayList<>();
    for (String style : List.of("udnie", "great-wave", "starry-night", "scream", "composition-8")) {
      many.addAll(List.of("region-" + style, mask));
    }
    refused(422, "5 regions, more than 4", many.toArray());
  }

  @Test
  void theirImagesHaveTheLimitsOfPhotos() throws Exception {
    byte[] bomb = ServiceTest.bomb(30_000);
    byte[] text = "no image".getBytes(StandardCharsets.US_ASCII);
    for (String field : List.of("palette", "mask", "region-udnie")) {
      refused(422, "30000x30000", field, bomb);
      refused(400, field, field, text);
      refused(413, "1 MB", field, new byte[2 << 20]);
    }
  }
}
