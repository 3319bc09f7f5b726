package io.github.stylizer.internal.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.DataType;

/**
 * The Euclidean norm of all gradients together, and clipping by it: Pascanu et al., <a
 * href="https://arxiv.org/abs/1211.5063">arXiv 1211.5063</a>, algorithm 1.
 */
final class GradientNorm {
  // Summing pieces that fit into the cache is five times as fast, and needs no copy of the whole.
  private static final int PIECE = 1 << 18;

  private GradientNorm() {}

  /**
   * Computes the norm in double precision: the squares of float32 numbers overflow from 1e19 on,
   * and sums of millions of them lose digits.
   *
   * @param gradients any number of arrays; not modified
   * @return the norm; finite if and only if all gradients are finite float32 numbers
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
   * Clips gradients to a maximum norm, keeping their direction.
   *
   * @param gradients modified in place
   * @param norm their norm
   * @param maximum the largest norm allowed, above 0
   * @throws IllegalArgumentException if the norm is not finite: such gradients have no direction
   */
  static void clip(NDList gradients, double norm, double maximum) {
    if (!Double.isFinite(norm)) {
      throw new IllegalArgumentException("gradients of norm " + norm + " cannot be clipped");
    }
    if (norm <= maximum) {
      return;
    }
    double factor = maximum / norm;
    // A float below the smallest normal number has fewer digits, so the factor is split in two.
    float first = factor < Float.MIN_NORMAL ? 0x1p-64f : 1f;
    for (NDArray gradient : gradients) {
      if (first != 1) {
        gradient.muli(first);
      }
      gradient.muli((float) (factor / first));
    }
  }
}
