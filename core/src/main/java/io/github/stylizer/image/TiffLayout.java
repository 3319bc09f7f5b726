package io.github.stylizer.image;

import io.github.stylizer.internal.image.ColorProfile;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;

/**
 * How the samples of a TIFF image are stored, and which reader decodes that correctly. Readers
 * return noise, or inverted or black images, for layouts that they do not expect, without an error;
 * so only those that tests have found right are read.
 *
 * @param bits of a sample; 0 if the samples differ
 * @param samples of a pixel
 * @param extra samples beyond the colors, such as alpha
 * @param kind of numbers: 1 unsigned, 2 signed, 3 floating point
 * @param photometric the color space
 * @param planar whether every sample has a plane of its own
 * @param big whether the file is BigTIFF
 */
record TiffLayout(
    int bits,
    int samples,
    int extra,
    boolean plainExtra,
    int kind,
    int photometric,
    int compression,
    int predictor,
    boolean planar,
    boolean big) {
  static final int WHITE_IS_ZERO = 0;
  static final int BLACK_IS_ZERO = 1;
  static final int RGB = 2;
  static final int PALETTE = 3;
  static final int CMYK = 5;
  static final int YCBCR = 6;

  static final int OLD_JPEG = 6;
  static final int JPEG = 7;

  private static final int UNSIGNED = 1;
  private static final int FLOATING = 3;
  private static final int MOST_SAMPLES = 64;

  /** None, fax, LZW, JPEG, Deflate and PackBits. */
  private static final Set<Integer> COMPRESSIONS =
      Set.of(1, 2, 3, 4, 5, OLD_JPEG, JPEG, 8, 32773, 32946);

  /** A reader of ImageIO. */
  enum Decoder {
    JDK,
    PLUGIN,
    NONE
  }

  static TiffLayout of(TiffDirectory directory) throws IOException {
    int samples = (int) directory.number(277, 1);
    int photometric = (int) directory.number(262, -1);
    int colors = colors(photometric);
    long[] extraKinds = directory.numbers(338, 1);
    return new TiffLayout(
        same(directory, 258, 1),
        samples,
        samples - colors,
        extraKinds.length == 0 || extraKinds[0] == 0,
        // 4, undefined, is what some programs write for unsigned.
        same(directory, 339, UNSIGNED) == 4 ? UNSIGNED : same(directory, 339, UNSIGNED),
        photometric,
        (int) directory.number(259, 1),
        (int) directory.number(317, 1),
        directory.number(284, 1) == 2 && samples > 1,
        directory.isBig());
  }

  private static int same(TiffDirectory directory, int tag, int otherwise) throws IOException {
    long[] values = directory.numbers(tag, MOST_SAMPLES);
    for (long value : values) {
      if (value != values[0]) {
        return 0;
      }
    }
    return values.length == 0 ? otherwise : (int) values[0];
  }

  private static int colors(int photometric) {
    return switch (photometric) {
      case RGB, YCBCR -> 3;
      case CMYK -> 4;
      default -> 1;
    };
  }

  boolean isJpeg() {
    return compression == JPEG || compression == OLD_JPEG;
  }

  /** Returns whether a color profile is sound and of the color space. */
  boolean fits(byte[] profile) {
    return switch (photometric) {
      case WHITE_IS_ZERO, BLACK_IS_ZERO -> ColorProfile.fits(profile, 1);
      case CMYK -> ColorProfile.fits(profile, 4);
      default -> ColorProfile.fits(profile, 3);
    };
  }

  Decoder decoder() {
    if (!COMPRESSIONS.contains(compression) || extra < 0 || predictor < 1 || predictor > 2) {
      return Decoder.NONE;
    }
    if (predictor == 2 && (kind != UNSIGNED || bits < 8)) {
      return Decoder.NONE;
    }
    if (big) {
      return ofBig();
    }
    return switch (kind) {
      case UNSIGNED -> ofUnsigned();
      case FLOATING -> ofFloating();
      default -> Decoder.NONE;
    };
  }

  /** Only the plug-in reads BigTIFF; the usual layouts are enough. */
  private Decoder ofBig() {
    boolean usual =
        kind == UNSIGNED && (bits == 8 || bits == 16) && extra <= 1 && !planar && !isJpeg();
    return only(usual && (photometric == BLACK_IS_ZERO || photometric == RGB), Decoder.PLUGIN);
  }

  private Decoder ofUnsigned() {
    return switch (photometric) {
      case WHITE_IS_ZERO, BLACK_IS_ZERO -> ofGray();
      case RGB -> ofRgb();
      case PALETTE -> only(extra == 0 && Set.of(1, 2, 4, 8).contains(bits), Decoder.JDK);
      case CMYK -> ofCmyk();
      case YCBCR -> ofYcbcr();
      default -> Decoder.NONE;
    };
  }

  private Decoder ofGray() {
    boolean blackIsZero = photometric == BLACK_IS_ZERO;
    if (extra > 1 || (extra == 1 && !blackIsZero && !plainExtra)) {
      return Decoder.NONE;
    }
    boolean usual = blackIsZero || extra == 0;
    return switch (bits) {
      case 1, 2, 4 -> only(extra == 0, Decoder.JDK);
      case 8 -> usual ? Decoder.JDK : Decoder.PLUGIN;
      case 10, 12, 14 -> only(extra == 0 && blackIsZero, Decoder.PLUGIN);
      case 16 -> usual && predictor == 1 ? Decoder.JDK : Decoder.PLUGIN;
      case 32 -> only(extra == 0, Decoder.PLUGIN);
      default -> Decoder.NONE;
    };
  }

  private Decoder ofRgb() {
    return switch (bits) {
      case 1, 2 -> only(extra == 0 && !planar, Decoder.JDK);
      case 4, 10 -> only(extra == 0, Decoder.JDK);
      case 8 -> Decoder.JDK;
      case 12, 14, 32 -> only(extra == 0, Decoder.PLUGIN);
      case 16 -> predictor == 1 ? Decoder.JDK : Decoder.PLUGIN;
      default -> Decoder.NONE;
    };
  }

  private Decoder ofCmyk() {
    if (isJpeg()) {
      // The JDK inverts the inks.
      return only(bits == 8 && extra == 0 && !planar, Decoder.PLUGIN);
    }
    if (bits == 8 && extra == 0) {
      return Decoder.JDK;
    }
    return only((bits == 8 || bits == 16) && extra <= 1, Decoder.PLUGIN);
  }

  private Decoder ofYcbcr() {
    if (isJpeg()) {
      return only(bits == 8 && extra == 0 && !planar, Decoder.JDK);
    }
    return only(bits == 8 && extra == 0 && predictor == 1, Decoder.PLUGIN);
  }

  private Decoder ofFloating() {
    boolean color = photometric == RGB;
    boolean gray = photometric == WHITE_IS_ZERO || photometric == BLACK_IS_ZERO;
    if (!(color || gray) || (extra > 0 && !color)) {
      return Decoder.NONE;
    }
    return switch (bits) {
      case 16 -> Decoder.PLUGIN;
      case 32, 64 -> Decoder.JDK;
      default -> Decoder.NONE;
    };
  }

  private static Decoder only(boolean condition, Decoder decoder) {
    return condition ? decoder : Decoder.NONE;
  }

  /** Describes the layout for messages. */
  String describe() {
    String colors =
        switch (photometric) {
          case WHITE_IS_ZERO -> "gray (white is zero)";
          case BLACK_IS_ZERO -> "gray";
          case RGB -> "RGB";
          case PALETTE -> "palette";
          case CMYK -> "CMYK";
          case YCBCR -> "YCbCr";
          case 8, 9, 10 -> "Lab";
          default -> "color space " + photometric;
        };
    String numbers =
        switch (kind) {
          case UNSIGNED -> "";
          case FLOATING -> " floating-point";
          default -> " signed";
        };
    return String.format(
        Locale.ROOT,
        "%s%s%s%s of %s bits, %d a pixel%s, compression %d, predictor %d",
        big ? "BigTIFF, " : "",
        planar ? "planar " : "",
        colors,
        numbers,
        bits == 0 ? "different" : String.valueOf(bits),
        samples,
        extra > 0 ? " (" + extra + " extra)" : "",
        compression,
        predictor);
  }
}
