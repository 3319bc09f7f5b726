package io.github.stylizer.image;

import java.io.IOException;
import java.util.Arrays;

/** A prefix code (Huffman code) of a lossless WebP image. */
final class WebpPrefixCode {
  private static final int LONGEST = 15;

  /** In the order in which the file has the lengths of the code for lengths. */
  private static final int[] LENGTH_SYMBOLS = {
    17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15
  };

  private final int[] counts = new int[LONGEST + 1];
  private final int[] symbols;

  private WebpPrefixCode(int[] lengths, WebpBits bits) throws ImageFormatException {
    for (int length : lengths) {
      counts[length]++;
    }
    int used = lengths.length - counts[0];
    counts[0] = 0;
    int free = 1;
    int[] starts = new int[LONGEST + 2];
    for (int length = 1; length <= LONGEST; length++) {
      free = 2 * free - counts[length];
      if (free < 0) {
        throw bits.damaged("a prefix code has too many symbols");
      }
      starts[length + 1] = starts[length] + counts[length];
    }
    if (used == 0 || (free > 0 && used > 1)) {
      throw bits.damaged("a prefix code has too few symbols");
    }
    symbols = new int[used];
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      if (lengths[symbol] > 0) {
        symbols[starts[lengths[symbol]]++] = symbol;
      }
    }
  }

  /**
   * Reads the lengths that define a code.
   *
   * @param alphabet the number of symbols, used or not
   */
  static WebpPrefixCode read(WebpBits bits, int alphabet) throws IOException {
    return new WebpPrefixCode(
        bits.next() == 1 ? simple(bits, alphabet) : lengths(bits, alphabet), bits);
  }

  /** One or two symbols, listed. */
  private static int[] simple(WebpBits bits, int alphabet) throws IOException {
    boolean two = bits.next() == 1;
    int first = bits.next(bits.next() == 1 ? 8 : 1);
    // Decoders disagree about two symbols that do not ascend.
    int last = two ? bits.next(8) : first;
    if (last >= alphabet || (two && last <= first)) {
      throw bits.damaged("the symbols of a prefix code do not ascend");
    }
    int[] lengths = new int[alphabet];
    lengths[first] = 1;
    lengths[last] = 1;
    return lengths;
  }

  private static int[] lengths(WebpBits bits, int alphabet) throws IOException {
    int[] lengthsOfLengths = new int[LENGTH_SYMBOLS.length];
    int listed = 4 + bits.next(4);
    for (int i = 0; i < listed; i++) {
      lengthsOfLengths[LENGTH_SYMBOLS[i]] = bits.next(3);
    }
    WebpPrefixCode code = new WebpPrefixCode(lengthsOfLengths, bits);
    int most = bits.next() == 1 ? 2 + bits.next(2 + 2 * bits.next(3)) : alphabet;
    int[] lengths = new int[alphabet];
    int previous = 8;
    for (int at = 0; at < alphabet && most > 0; most--) {
      int symbol = code.next(bits);
      int repeats =
          switch (symbol) {
            case 16 -> 3 + bits.next(2);
            case 17 -> 3 + bits.next(3);
            case 18 -> 11 + bits.next(7);
            default -> 1;
          };
      if (symbol > 0 && symbol < 16) {
        previous = symbol;
      }
      if (repeats > alphabet - at) {
        throw bits.damaged("a prefix code has too many lengths");
      }
      Arrays.fill(lengths, at, at + repeats, symbol < 16 ? symbol : symbol == 16 ? previous : 0);
      at += repeats;
    }
    return lengths;
  }

  /** Reads one symbol. */
  int next(WebpBits bits) throws IOException {
    if (symbols.length == 1) {
      return symbols[0];
    }
    int code = 0;
    int first = 0;
    int start = 0;
    int length = 1;
    // A complete code has a symbol for all bits.
    while (true) {
      code |= bits.next();
      if (code - first < counts[length]) {
        return symbols[start + code - first];
      }
      start += counts[length];
      first = (first + counts[length]) << 1;
      code <<= 1;
      length++;
    }
  }
}
