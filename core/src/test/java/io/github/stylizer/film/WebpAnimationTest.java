package io.github.stylizer.film;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.image.ImageFormatException;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Animations that are put together here, of still images that ffmpeg encodes. */
class WebpAnimationTest {
  private static final int WIDTH = 24;
  private static final int HEIGHT = 18;
  private static final int BLENDED = 0;
  private static final int CLEARED = 1;
  private static final int REPLACED = 2;

  @TempDir Path folder;

  /** The chunks of a still image of one color, after the header of its file. */
  private byte[] still(String color, int width, int height, boolean lossless) throws IOException {
    Path file = folder.resolve("still.webp");
    String picture = "color=" + color + ":size=" + width + "x" + height + ",format=bgra";
    TestFilms.film(
        file, picture, "-frames:v", "1", "-c:v", "libwebp", "-lossless", lossless ? "1" : "0");
    byte[] bytes = Files.readAllBytes(file);
    int begin = new String(bytes, 12, 4, StandardCharsets.US_ASCII).equals("VP8X") ? 30 : 12;
    return Arrays.copyOfRange(bytes, begin, bytes.length);
  }

  private static byte[] chunk(String type, byte[]... parts) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      content.writeBytes(part);
    }
    int length = content.size();
    ByteBuffer chunk = ByteBuffer.allocate(8 + length + length % 2).order(ByteOrder.LITTLE_ENDIAN);
    return chunk
        .put(type.getBytes(StandardCharsets.US_ASCII))
        .putInt(length)
        .put(content.toByteArray())
        .array();
  }

  private static byte[] numbers(int... threeBytesEach) {
    byte[] bytes = new byte[3 * threeBytesEach.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (threeBytesEach[i / 3] >> (8 * (i % 3)));
    }
    return bytes;
  }

  private static byte[] frame(
      int x, int y, int width, int height, int millis, int flags, byte[] still) {
    return chunk(
        "ANMF",
        numbers(x / 2, y / 2, width - 1, height - 1, millis),
        new byte[] {(byte) flags},
        still);
  }

  private Path animation(byte[]... frames) throws IOException {
    byte[] header = chunk("VP8X", new byte[] {0x12, 0, 0, 0}, numbers(WIDTH - 1, HEIGHT - 1));
    byte[] chunks = header;
    for (byte[] frame : frames) {
      chunks = ByteBuffer.allocate(chunks.length + frame.length).put(chunks).put(frame).array();
    }
    byte[] type = "WEBP".getBytes(StandardCharsets.US_ASCII);
    return Files.write(folder.resolve("film.webp"), chunk("RIFF", type, chunks));
  }

  private static List<TimedFrame> frames(Path file) throws IOException {
    List<TimedFrame> frames = new ArrayList<>();
    try (WebpAnimation animation = WebpAnimation.open(file)) {
      for (TimedFrame frame = animation.next(); frame != null; frame = animation.next()) {
        frames.add(frame);
      }
    }
    return frames;
  }

  private static void assertColor(BufferedImage image, int x, int y, Color expected) {
    assertThat(new Color(image.getRGB(x, y))).as("pixel %d, %d", x, y).isEqualTo(expected);
  }

  @Test
  void framesChangeAPartOfThePicture() throws IOException {
    Path film =
        animation(
            frame(0, 0, WIDTH, HEIGHT, 40, BLENDED, still("red", WIDTH, HEIGHT, true)),
            frame(8, 4, 10, 7, 70, BLENDED, still("blue", 10, 7, true)),
            frame(14, 12, 10, 6, 0, BLENDED, still("lime", 10, 6, true)));
    List<TimedFrame> frames = frames(film);
    assertThat(frames).extracting(TimedFrame::micros).containsExactly(0L, 40_000L, 110_000L);
    assertThat(frames).extracting(TimedFrame::length).containsExactly(40_000L, 70_000L, 100_000L);
    assertColor(frames.get(0).image(), 8, 4, Color.RED);
    BufferedImage last = frames.get(2).image();
    assertColor(last, 7, 4, Color.RED);
    assertColor(last, 8, 4, Color.BLUE);
    assertColor(last, 17, 10, Color.BLUE);
    assertColor(last, 18, 10, Color.RED);
    assertColor(last, 14, 12, Color.GREEN);
    assertColor(last, WIDTH - 1, HEIGHT - 1, Color.GREEN);
  }

  /** What is transparent shows the frame before, or nothing, which is white. */
  @Test
  void aFrameIsBlendedOrReplaces() throws IOException {
    byte[] red = frame(0, 0, WIDTH, HEIGHT, 40, BLENDED, still("red", WIDTH, HEIGHT, true));
    byte[] clear = still("blue@0", 10, 8, true);
    List<TimedFrame> blended = frames(animation(red, frame(2, 2, 10, 8, 40, BLENDED, clear)));
    assertColor(blended.get(1).image(), 4, 4, Color.RED);
    List<TimedFrame> replaced = frames(animation(red, frame(2, 2, 10, 8, 40, REPLACED, clear)));
    assertColor(replaced.get(1).image(), 4, 4, Color.WHITE);
    assertColor(replaced.get(1).image(), 0, 0, Color.RED);
  }

  @Test
  void aFrameIsClearedAfterwards() throws IOException {
    List<TimedFrame> frames =
        frames(
            animation(
                frame(0, 0, WIDTH, HEIGHT, 40, CLEARED, still("red", WIDTH, HEIGHT, true)),
                frame(0, 0, 10, 8, 40, BLENDED, still("blue", 10, 8, true))));
    assertColor(frames.get(0).image(), 12, 12, Color.RED);
    assertColor(frames.get(1).image(), 12, 12, Color.WHITE);
    assertColor(frames.get(1).image(), 4, 4, Color.BLUE);
  }

  /** With transparency in a chunk of its own. */
  @Test
  void lossyFramesMayBeTransparent() throws IOException {
    byte[] half = still("blue@0.5", 16, 16, false);
    assertThat(new String(half, 0, 4, StandardCharsets.US_ASCII)).isEqualTo("ALPH");
    BufferedImage image = frames(animation(frame(0, 0, 16, 16, 40, BLENDED, half))).get(0).image();
    Color color = new Color(image.getRGB(8, 8));
    assertThat(color.getRed()).isBetween(120, 136);
    assertThat(color.getGreen()).isBetween(120, 136);
    assertThat(color.getBlue()).isGreaterThan(245);
  }

  @Test
  void damagedFramesAreRefused() throws IOException {
    byte[] red = still("red", WIDTH, HEIGHT, true);
    assertThatThrownBy(() -> frames(animation(frame(2, 0, WIDTH, HEIGHT, 40, BLENDED, red))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("frame 1 does not lie in the picture");
    assertThatThrownBy(() -> frames(animation(frame(0, 0, 10, HEIGHT, 40, BLENDED, red))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("frame 1 is of another size");
    byte[] broken = red.clone();
    Arrays.fill(broken, 13, broken.length, (byte) 0x5a);
    assertThatThrownBy(() -> frames(animation(frame(0, 0, WIDTH, HEIGHT, 40, BLENDED, broken))))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageContaining("film.webp, frame 1: ");
    assertThatThrownBy(() -> frames(animation(chunk("ANMF", new byte[20]))))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("frame 1 is too short");
  }

  @Test
  void aFileThatEndsEarlyIsRefusedAfterItsLastFrame() throws IOException {
    byte[] red = frame(0, 0, WIDTH, HEIGHT, 40, BLENDED, still("red", WIDTH, HEIGHT, true));
    Path film = animation(red, red);
    Files.write(film, Arrays.copyOf(Files.readAllBytes(film), (int) Files.size(film) - 6));
    try (WebpAnimation animation = WebpAnimation.open(film)) {
      assertThat(animation.next()).isNotNull();
      assertThatThrownBy(animation::next)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("truncated");
    }
  }

  @Test
  void hugePicturesAreRefused() throws IOException {
    byte[] header = chunk("VP8X", new byte[] {0x12, 0, 0, 0}, numbers(1 << 14, 1 << 14));
    byte[] type = "WEBP".getBytes(StandardCharsets.US_ASCII);
    Path film = Files.write(folder.resolve("film.webp"), chunk("RIFF", type, header));
    assertThatThrownBy(() -> WebpAnimation.open(film))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("16385 x 16385 pixels, but the limit is 67108864");
  }
}
