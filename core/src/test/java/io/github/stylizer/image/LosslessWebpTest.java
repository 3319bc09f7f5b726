package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small lossless WebP files must not cost much, and sound ones are read. Written bit by bit. */
@ExtendWith(WithPlugins.class)
class LosslessWebpTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int PREDICTOR = 0;
  private static final int COLOR = 1;
  private static final int SUBTRACT_GREEN = 2;
  private static final int COLOR_INDEXING = 3;

  @Test
  void blocksOfPixelsHaveCodesOfTheirOwn() throws IOException {
    Bits bits = new Bits().noTransform().noCache().put(1, 1).put(0, 3);
    // Two blocks of 4 x 4 pixels: green is 0 or 1, one bit each.
    bits.noCache().two(0, 1).one(0).one(0).one(0).one(0).put(0b10, 2);
    bits.one(0x20).one(0x10).one(0x30).one(255).one(0);
    bits.one(0x50).one(0x40).one(0x60).one(255).one(0);
    BufferedImage image = decode(vp8l(8, 4, bits));
    assertThat(Pictures.pixels(image))
        .hasSize(32)
        .containsOnly(0xff102030, 0xff405060)
        .startsWith(0xff102030, 0xff102030, 0xff102030, 0xff102030, 0xff405060);
  }

  @Test
  void transformsArePassedOver() throws IOException {
    Bits bits = new Bits();
    // A run of 3 pixels after the first one: symbol 256 + 2, no more bits, distance code 2.
    bits.put(1, 1).put(PREDICTOR, 2).put(0, 3).noCache();
    bits.lengths(280, 0, 258).one(0).one(0).one(0).one(1).put(0b10, 2);
    bits.put(1, 1).put(COLOR, 2).put(7, 3).noCache().one(0).one(0).one(0).one(0).one(0);
    bits.put(1, 1).put(SUBTRACT_GREEN, 2);
    bits.noTransform().put(1, 1).put(1, 4).put(0, 1);
    bits.one(7).one(3).one(9).one(0).one(0);
    BufferedImage image = decode(vp8l(8, 8, bits));
    // Every pixel is added to black, or, in the first row, to its left neighbor.
    assertThat(image.getRGB(0, 0)).isEqualTo(0xff0a0710);
    assertThat(image.getRGB(2, 0)).isEqualTo(0xff1e1530);
    assertThat(image.getRGB(5, 5)).isEqualTo(0xff0a0710);
  }

  @Test
  void indexedColorsAreLookedUp() throws IOException {
    Bits bits = new Bits().put(1, 1).put(COLOR_INDEXING, 2).put(1, 8).noCache();
    // The second color is stored as a difference.
    bits.two(1, 2).one(0).one(0).two(0, 255).one(0).put(0b1_0, 2).put(0b0_1, 2);
    bits.noTransform().noCache().put(0, 1).one(0b10101010).one(0).one(0).one(0).one(0);
    BufferedImage image = decode(vp8l(8, 2, bits));
    assertThat(Pictures.pixels(image))
        .hasSize(16)
        .containsOnly(0xff000100, 0xff000300)
        .startsWith(0xff000100, 0xff000300, 0xff000100);
  }

  @ParameterizedTest
  @ValueSource(ints = {4096, 65535})
  void moreGroupsOfCodesThanTheLimitAreRefused(int largest) {
    Bits bits = new Bits().noTransform();
    groups(bits, largest);
    assertThat(vp8l(400, 300, bits)).hasSizeLessThan(60);
    assertRefused(vp8l(400, 300, bits), (1 + largest) + " groups of prefix codes");
    assertRefused(alpha(400, 300, bits), (1 + largest) + " groups of prefix codes");
  }

  /** One number for all blocks, which costs no bits. */
  private static void groups(Bits bits, int largest) {
    bits.noCache().put(1, 1).put(0, 3).noCache();
    bits.one(largest & 0xff).one(largest >> 8).one(0).one(0).one(0);
  }

  @Test
  void groupsWithinTheLimitNeedTheirCodes() {
    Bits bits = new Bits().noTransform();
    groups(bits, 4095);
    assertRefused(vp8l(400, 300, bits), "data ends before its pixels");
    assertRefused(alpha(400, 300, bits), "data ends before its pixels");
  }

  @ParameterizedTest
  @ValueSource(ints = {PREDICTOR, COLOR, SUBTRACT_GREEN, COLOR_INDEXING})
  void transformsAreNotRepeated(int type) {
    Bits bits = new Bits();
    for (int i = 0; i < 1000; i++) {
      bits.put(1, 1).put(type, 2);
      if (type != SUBTRACT_GREEN) {
        bits.put(0, type == COLOR_INDEXING ? 8 : 3).noCache().one(0).one(0).one(0).one(0).one(0);
      }
    }
    assertRefused(vp8l(2000, 2000, bits), "has a transform twice");
    assertRefused(alpha(2000, 2000, bits), "has a transform twice");
  }

  @Test
  void oneColorTakesNoBits() throws IOException {
    Bits bits = new Bits().noTransform().noCache().put(0, 1);
    BufferedImage image = decode(vp8l(1000, 800, bits.one(20).one(10).one(30).one(255).one(0)));
    assertThat(image.getWidth()).isEqualTo(1000);
    assertThat(Pictures.pixels(image)).containsOnly(0xff0a141e);
  }

  @Test
  void missingPixelsAreNoticed() {
    Bits bits = new Bits().noTransform().noCache().put(0, 1);
    bits.two(1, 2).two(1, 2).two(1, 2).two(1, 2).one(0);
    assertRefused(vp8l(400, 300, bits), "data ends before its pixels");
  }

  @Test
  void damagedCodesAreRefused() {
    assertRefused(codes(new Bits().noCache().two(2, 1)), "do not ascend");
    assertRefused(codes(new Bits().noCache().two(1, 1)), "do not ascend");
    assertRefused(codes(new Bits().put(1, 1).put(12, 4)), "color cache");
    // Of the code for lengths the first four have lengths 1, 1, 1, 0, or 2, 2, 2, 0.
    assertRefused(codes(new Bits().noCache().put(0, 5).put(0b001001001, 12)), "too many symbols");
    assertRefused(codes(new Bits().noCache().put(0, 5).put(0b010010010, 12)), "too few symbols");
    assertRefused(codes(new Bits().noCache().put(0, 5).put(0, 12)), "too few symbols");
    // Symbol 18, the only one, repeats zero 138 times.
    assertRefused(
        codes(new Bits().noCache().put(0, 5).put(0b001000, 12).put(0, 1).put(-1, 28)),
        "too many lengths");
    // A run of 4 pixels in an image of 1.
    assertRefused(
        codes(new Bits().noCache().lengths(280, 0, 259).one(0).one(0).one(0).one(0).put(1, 1)),
        "a run of pixels is too long");
  }

  /** The beginning of the image of a transform. */
  private static byte[] codes(Bits image) {
    Bits bits = new Bits().put(1, 1).put(COLOR, 2).put(7, 3);
    return vp8l(8, 8, bits.putAll(image));
  }

  private static void assertRefused(byte[] file, String problem) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    assertThatThrownBy(() -> decode(file))
        .isInstanceOf(ImageFormatException.class)
        .hasMessageStartingWith("a.webp: ")
        .hasMessageContaining(problem);
    assertThat(THREADS.getCurrentThreadAllocatedBytes() - before).isLessThan(64 << 20);
  }

  private static BufferedImage decode(byte[] file) throws IOException {
    return ImageDecoder.standard().read(file, "a.webp");
  }

  static byte[] vp8l(int width, int height, Bits image) {
    Bits header = new Bits().put(0x2f, 8).put(width - 1, 14).put(height - 1, 14).put(0, 4);
    return file(PictureFiles.webpChunk("VP8L", header.putAll(image).bytes()));
  }

  /** The same data as the transparency of an image; that is missing. */
  private static byte[] alpha(int width, int height, Bits image) {
    Bits canvas = new Bits().put(1 << 4, 32).put(width - 1, 24).put(height - 1, 24);
    byte[] alpha = PictureFiles.webpChunk("ALPH", new Bits().put(1, 8).putAll(image).bytes());
    return file(PictureFiles.webpChunk("VP8X", canvas.bytes()), alpha);
  }

  private static byte[] file(byte[]... chunks) {
    ByteArrayOutputStream content = new ByteArrayOutputStream();
    content.writeBytes("WEBP".getBytes(StandardCharsets.ISO_8859_1));
    for (byte[] chunk : chunks) {
      content.writeBytes(chunk);
    }
    return PictureFiles.webpChunk("RIFF", content.toByteArray());
  }

  /** Bits, the lowest of a number first, and what a lossless image is made of. */
  static final class Bits {
    private final StringBuilder bits = new StringBuilder();

    Bits put(int number, int count) {
      for (int i = 0; i < count; i++) {
        bits.append(number >> i & 1);
      }
      return this;
    }

    Bits putAll(Bits other) {
      bits.append(other.bits);
      return this;
    }

    Bits noTransform() {
      return put(0, 1);
    }

    Bits noCache() {
      return put(0, 1);
    }

    /** A code of one symbol, which takes no bits. */
    Bits one(int symbol) {
      return put(0b101, 3).put(symbol, 8);
    }

    /** A code of two symbols of one bit. */
    Bits two(int first, int second) {
      return put(0b111, 3).put(first, 8).put(second, 8);
    }

    /** The same, for symbols that eight bits do not hold: as a list of lengths. */
    Bits lengths(int alphabet, int first, int second) {
      // Lengths 17, 18, 0, 1 of the code for lengths: it has the symbols 0 and 1, one bit each.
      put(0, 1).put(0, 4).put(0, 6).put(1, 3).put(1, 3).put(0, 1);
      for (int symbol = 0; symbol < alphabet; symbol++) {
        put(symbol == first || symbol == second ? 1 : 0, 1);
      }
      return this;
    }

    byte[] bytes() {
      byte[] bytes = new byte[(bits.length() + 7) / 8];
      for (int i = 0; i < bits.length(); i++) {
        bytes[i / 8] |= (byte) ((bits.charAt(i) - '0') << i % 8);
      }
      return bytes;
    }
  }
}
