package io.github.stylizer.internal.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;

/**
 * The Euclidean length of all gradients together, and gradients cut to a length: Pascanu et al., <a
 * href="https://arxiv.org/abs/1211.5063">arXiv 1211.5063</a>, algorithm 1.
 */
final class GradientNorm {
  // In pieces that fit into a cache the sum is five times as quick, and needs no copy of it all.
  private static final int PIECE = 1 << 18;

  private GradientNorm() {}

  /**
   * Computes the norm in double precision: the squares of float32 numbers overflow from 1e19 on,
   * and sums of millions of them lose digits.
   *
   * @param gradients any number of arrays; not modified
   * @return the norm; finite if, and only if, all gradients are finite float32 numbers
   */
  static double of(NDList gradients) {
    double sum = 0;
    for (NDArray gradient : gradients) {
      sum += sumOfSquares(gradient);
    }
    return Math.sqrt(sum);
  }

  private static double sumOfSquares(NDArray gradient) {
    double sum = 0;
    long size = gradient.size();
    try (NDManager scratch = gradient.getManager().newSubManager()) {
      NDArray flat = gradient.reshape(size);
      flat.attach(scratch);
      for (long begin = 0; begin < size; begin += PIECE) {
        NDIndex range = new NDIndex("{}:{}", begin, Math.min(size, begin + PIECE));
        try (NDArray piece = flat.get(range);
            NDArray wide = piece.toType(DataType.FLOAT64, true);
            NDArray square = wide.dot(wide)) {
          sum += square.getDouble();
        }
      }
    }
    return sum;
  }

  /**
   * Shortens gradients that are longer than a limit, keeping their direction.
   *
   * @param gradients changed in place
   * @param norm their norm
   * @param maximum the longest norm allowed, above 0
   * @throws IllegalArgumentException if the norm is not finite: such gradients have no direction
   */
  static void clip(NDList gradients, double norm, double maximum) {
    if (!Double.isFinite(norm)) {
      throw new IllegalArgumentException("gradients of norm " + norm + " cannot be shortened");
    }
    if (norm <= maximum) {
      return;
    }
    double factor = maximum / norm;
    // Below the smallest normal number a float has fewer digits, so that it takes two of them.
    float first = factor < Float.MIN_NORMAL ? 0x1p-64f : 1f;
    for (NDArray gradient : gradients) {
      if (first != 1) {
        gradient.muli(first);
      }
      gradient.muli((float) (factor / first));
    }
  }
}
