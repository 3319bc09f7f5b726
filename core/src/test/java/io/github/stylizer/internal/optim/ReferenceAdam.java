package io.github.stylizer.internal.optim;

/** Algorithm 1 of the paper on plain numbers in double precision. */
final class ReferenceAdam {
  private final double[] mean;
  private final double[] square;
  final double[] point;
  private final double secondDecay;
  private int steps;

  ReferenceAdam(double[] start) {
    this(start, 0.999);
  }

  ReferenceAdam(double[] start, double secondDecay) {
    this.secondDecay = secondDecay;
    this.point = start.clone();
    this.mean = new double[start.length];
    this.square = new double[start.length];
  }

  void step(double[] gradient, double learningRate) {
    steps++;
    for (int i = 0; i < point.length; i++) {
      mean[i] = 0.9 * mean[i] + (1 - 0.9) * gradient[i];
      square[i] = secondDecay * square[i] + (1 - secondDecay) * gradient[i] * gradient[i];
      double unbiasedMean = mean[i] / (1 - Math.pow(0.9, steps));
      double unbiasedSquare = square[i] / (1 - Math.pow(secondDecay, steps));
      point[i] -= learningRate * unbiasedMean / (Math.sqrt(unbiasedSquare) + 1e-8);
    }
  }
}
