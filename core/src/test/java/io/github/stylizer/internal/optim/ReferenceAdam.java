package io.github.stylizer.internal.optim;

/** Algorithm 1 of the paper on plain numbers in double precision. */
final class ReferenceAdam {
  private final double[] mean;
  private final double[] square;
  final double[] point;
  private int steps;

  ReferenceAdam(double[] start) {
    this.point = start.clone();
    this.mean = new double[start.length];
    this.square = new double[start.length];
  }

  void step(double[] gradient, double learningRate) {
    steps++;
    for (int i = 0; i < point.length; i++) {
      mean[i] = 0.9 * mean[i] + (1 - 0.9) * gradient[i];
      square[i] = 0.999 * square[i] + (1 - 0.999) * gradient[i] * gradient[i];
      double unbiasedMean = mean[i] / (1 - Math.pow(0.9, steps));
      double unbiasedSquare = square[i] / (1 - Math.pow(0.999, steps));
      point[i] -= learningRate * unbiasedMean / (Math.sqrt(unbiasedSquare) + 1e-8);
    }
  }
}
