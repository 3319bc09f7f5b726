package io.github.stylizer.internal.weights;

/**
 * IEEE 754 binary16: 1 sign bit, 5 exponent bits, 10 fraction bits. {@code Float.float16ToFloat}
 * and its inverse exist only since Java 20.
 */
final class Float16 {
  private static final int SIGN = 0x8000;
  private static final int EXPONENT = 0x7c00;
  private static final int FRACTION = 0x03ff;
  private static final int DROPPED_BITS = 13;
  private static final int BIAS_DIFFERENCE = 127 - 15;
  private static final float SMALLEST_NORMAL = 0x1p-14f;
  private static final float SMALLEST = 0x1p-24f;
  // Halfway between the largest finite number, 65504, and what would be the next.
  private static final float OVERFLOW = 65520;

  private Float16() {}

  /** Converts the bits to the number they represent, exactly. */
  static float toFloat(short bits) {
    int fraction = bits & FRACTION;
    int exponent = bits & EXPONENT;
    float magnitude;
    if (exponent == EXPONENT) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else if (exponent == 0) {
      magnitude = fraction * SMALLEST;
    } else {
      int rebased = (exponent >> 10) + BIAS_DIFFERENCE;
      magnitude = Float.intBitsToFloat(rebased << 23 | fraction << DROPPED_BITS);
    }
    return (bits & SIGN) == 0 ? magnitude : -magnitude;
  }

  /** Rounds to the nearest number, ties to even, and returns its bits. */
  static short of(float value) {
    int sign = Float.floatToRawIntBits(value) >>> 16 & SIGN;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | EXPONENT | 0x200);
    }
    if (magnitude >= OVERFLOW) {
      return (short) (sign | EXPONENT);
    }
    if (magnitude < SMALLEST_NORMAL) {
      // Scaling by a power of two is exact; rint rounds ties to even.
      return (short) (sign | (int) Math.rint(magnitude / (double) SMALLEST));
    }
    int bits = Float.floatToRawIntBits(magnitude) - (BIAS_DIFFERENCE << 23);
    int odd = bits >> DROPPED_BITS & 1;
    return (short) (sign | (bits + (1 << (DROPPED_BITS - 1)) - 1 + odd) >> DROPPED_BITS);
  }
}
