package io.github.stylizer;

/**
 * The number format that a network computes with. Images, stored weights, statistics and sums are
 * always float32.
 */
public enum Precision {
  /** 24 significant bits; the default of every method. */
  FLOAT32,

  /**
   * 8 significant bits with the range of float32. Faster on hardware that supports it (AVX512-BF16
   * or AMX, GPUs of compute capability 8.0 and above), much slower on the rest.
   */
  BFLOAT16,

  /** 11 significant bits, up to 65504. For GPUs; much slower than {@link #FLOAT32} on most CPUs. */
  FLOAT16
}
