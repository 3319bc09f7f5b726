package io.github.stylizer.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How large a picture is printed.
 *
 * @param x pixels per inch, above 0
 * @param y pixels per inch, above 0
 */
record Resolution(double x, double y) {
  static final double CENTIMETERS_PER_INCH = 2.54;

  static final int X_TAG = 282;
  static final int Y_TAG = 283;
  static final int UNIT_TAG = 296;

  /** The units of TIFF and EXIF. */
  private static final int INCH = 2;

  private static final int CENTIMETER = 3;

  private static final int JFIF_INCH = 1;
  private static final int JFIF_CENTIMETER = 2;
  private static final int JFIF_MOST = 0xffff;
  private static final double INCHES_PER_METER = 100 / CENTIMETERS_PER_INCH;
  private static final double MOST = 1e6;

  /** PNG counts the pixels of a meter, so that more digits would be wrong. */
  private static final int DENOMINATOR = 100;

  /** Returns the resolution, or {@code null} if it is none. */
  private static @Nullable Resolution of(double x, double y, double perInch) {
    boolean valid = x > 0 && y > 0 && x * perInch <= MOST && y * perInch <= MOST;
    return valid ? new Resolution(x * perInch, y * perInch) : null;
  }

  /** Reads the density behind the name and version of a JFIF segment. */
  static @Nullable Resolution ofJfif(ByteBuffer segment) {
    if (segment.remaining() < 5) {
      return null;
    }
    int unit = segment.get();
    int x = segment.getShort() & JFIF_MOST;
    int y = segment.getShort() & JFIF_MOST;
    return switch (unit) {
      case JFIF_INCH -> of(x, y, 1);
      case JFIF_CENTIMETER -> of(x, y, CENTIMETERS_PER_INCH);
      default -> null;
    };
  }

  /** Reads the content of a pHYs chunk of PNG. */
  static @Nullable Resolution ofPng(byte[] chunk) {
    if (chunk.length < 9 || chunk[8] != 1) {
      return null;
    }
    ByteBuffer numbers = ByteBuffer.wrap(chunk);
    return of(numbers.getInt(), numbers.getInt(), 1 / INCHES_PER_METER);
  }

  /** Reads the tags of a TIFF directory, whose unit is the inch unless they say otherwise. */
  static @Nullable Resolution ofTiff(Map<Integer, TiffTags.Values> tags, ByteOrder order) {
    double x = rational(tags.get(X_TAG), order);
    double y = rational(tags.get(Y_TAG), order);
    int number = unit(tags.get(UNIT_TAG), order);
    return switch (number) {
      case INCH -> of(x, y, 1);
      case CENTIMETER -> of(x, y, CENTIMETERS_PER_INCH);
      default -> null;
    };
  }

  private static int unit(TiffTags.@Nullable Values values, ByteOrder order) {
    return values == null || values.type() != TiffTags.SHORT || values.count() != 1
        ? INCH
        : ByteBuffer.wrap(values.bytes()).order(order).getShort();
  }

  private static double rational(TiffTags.@Nullable Values values, ByteOrder order) {
    if (values == null || values.type() != TiffTags.RATIONAL || values.count() != 1) {
      return 0;
    }
    ByteBuffer numbers = ByteBuffer.wrap(values.bytes()).order(order);
    return Integer.toUnsignedLong(numbers.getInt())
        / (double) Integer.toUnsignedLong(numbers.getInt());
  }

  /** Returns whether a JFIF segment can hold it. */
  boolean fitsJfif() {
    return Math.round(Math.min(x, y)) >= 1 && Math.round(Math.max(x, y)) <= JFIF_MOST;
  }

  static long perMeter(double perInch) {
    return Math.max(1, Math.round(perInch * INCHES_PER_METER));
  }

  void putInto(TiffTags tags) {
    tags.put(X_TAG, TiffTags.RATIONAL, Math.max(1, Math.round(x * DENOMINATOR)), DENOMINATOR);
    tags.put(Y_TAG, TiffTags.RATIONAL, Math.max(1, Math.round(y * DENOMINATOR)), DENOMINATOR);
    tags.put(UNIT_TAG, TiffTags.SHORT, INCH);
  }
}
