package io.github.stylizer.image;

import io.github.stylizer.internal.io.FileLimits;
import java.io.IOException;
import java.util.Locale;
import javax.imageio.stream.ImageInputStream;

/**
 * The part of a lossless WebP image that precedes the codes for its pixels. It says how many codes
 * there are, which the decoder takes on trust: a few bytes can ask for 65,536 groups of five.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9649.html#section-3">RFC 9649, section 3</a>
 */
final class WebpLossless {
  private static final int COLOR_INDEXING = 3;
  private static final int SUBTRACT_GREEN = 2;
  private static final int LENGTHS = 256;
  private static final int CACHED = LENGTHS + 24;
  private static final int DISTANCES = 40;
  private static final int LARGEST_CACHE = 11;

  private final WebpBits bits;

  private WebpLossless(WebpBits bits) {
    this.bits = bits;
  }

  /**
   * Checks that decoding takes memory in proportion to the pixels.
   *
   * @param input at the first transform
   * @throws ImageFormatException if it does not, or if the data is damaged
   */
  static void check(String name, ImageInputStream input, int width, int height) throws IOException {
    int groups = new WebpLossless(new WebpBits(name, input)).groups(width, height);
    if (groups > FileLimits.WEBP_CODE_GROUPS) {
      throw new ImageFormatException(
          name,
          String.format(
              Locale.ROOT,
              "the lossless WebP image has %d groups of prefix codes, but the limit is %d; save it"
                  + " with another program",
              groups,
              FileLimits.WEBP_CODE_GROUPS));
    }
  }

  private int groups(int width, int height) throws IOException {
    int coded = width;
    int seen = 0;
    while (bits.next() == 1) {
      int type = bits.next(2);
      if ((seen >> type & 1) != 0) {
        throw bits.damaged("it has a transform twice");
      }
      seen |= 1 << type;
      if (type == COLOR_INDEXING) {
        int colors = 1 + bits.next(8);
        largest(colors, 1);
        coded = blocks(width, colors > 16 ? 0 : colors > 4 ? 1 : colors > 2 ? 2 : 3);
      } else if (type != SUBTRACT_GREEN) {
        int size = 2 + bits.next(3);
        largest(blocks(coded, size), blocks(height, size));
      }
    }
    cache();
    if (bits.next() == 0) {
      return 1;
    }
    int size = 2 + bits.next(3);
    return 1 + largest(blocks(coded, size), blocks(height, size));
  }

  private static int blocks(int pixels, int bits) {
    return (pixels + (1 << bits) - 1) >> bits;
  }

  /** Returns the number of colors that pixels can refer to. */
  private int cache() throws IOException {
    if (bits.next() == 0) {
      return 0;
    }
    int size = bits.next(4);
    if (size < 1 || size > LARGEST_CACHE) {
      throw bits.damaged("the size of its color cache is wrong");
    }
    return 1 << size;
  }

  /**
   * Reads an image that belongs to a transform or assigns codes to blocks of pixels.
   *
   * @return the largest number that red and green of a pixel form. References only repeat pixels,
   *     so that they need not be followed
   */
  private int largest(int width, int height) throws IOException {
    WebpPrefixCode green = WebpPrefixCode.read(bits, CACHED + cache());
    WebpPrefixCode red = WebpPrefixCode.read(bits, 256);
    WebpPrefixCode blue = WebpPrefixCode.read(bits, 256);
    WebpPrefixCode alpha = WebpPrefixCode.read(bits, 256);
    WebpPrefixCode distance = WebpPrefixCode.read(bits, DISTANCES);
    int largest = 0;
    int missing = width * height;
    while (missing > 0) {
      int symbol = green.next(bits);
      if (symbol < LENGTHS) {
        largest = Math.max(largest, red.next(bits) << 8 | symbol);
        blue.next(bits);
        alpha.next(bits);
        missing--;
      } else if (symbol < CACHED) {
        missing -= number(symbol - LENGTHS);
        number(distance.next(bits));
      } else {
        missing--;
      }
    }
    if (missing < 0) {
      throw bits.damaged("a run of pixels is too long");
    }
    return largest;
  }

  /** Reads the bits behind a symbol for a length or a distance. */
  private int number(int symbol) throws IOException {
    if (symbol < 4) {
      return symbol + 1;
    }
    int more = (symbol - 2) >> 1;
    return ((2 + (symbol & 1)) << more) + bits.next(more) + 1;
  }
}
