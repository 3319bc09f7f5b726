package io.github.stylizer;

/**
 * The numbers that a network computes with. Pictures and weights are float32 in any case, and
 * statistics and sums are taken in float32.
 */
public enum Precision {
  /** 24 significant bits; what every method computes in unless it is told otherwise. */
  FLOAT32,

  /**
   * 8 significant bits with the range of float32. Quicker on processors that have it (AVX512-BF16
   * or AMX, GPUs of compute capability 8.0 and above), much slower on those that have not.
   */
  BFLOAT16,

  /**
   * 11 significant bits, up to 65504. For GPUs; on most processors much slower than {@link
   * #FLOAT32}.
   */
  FLOAT16
}
