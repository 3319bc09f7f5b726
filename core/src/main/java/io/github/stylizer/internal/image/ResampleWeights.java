package io.github.stylizer.internal.image;

/**
 * The input pixels of each output pixel along one axis, and their weights: a Catmull-Rom cubic,
 * stretched by the factor when shrinking, truncated at the borders and normalized to a sum of one.
 * The same filter as Pillow's {@code BICUBIC} and PyTorch's {@code bicubic} with {@code
 * antialias=True}.
 *
 * @param first the first input pixel of each output pixel
 * @param weights the weights of that pixel and its successors, for each output pixel
 */
record ResampleWeights(int[] first, float[][] weights) {
  private static final double RADIUS = 2;

  static ResampleWeights of(int inputs, int outputs) {
    double step = (double) inputs / outputs;
    double stretch = Math.max(1, step);
    int[] first = new int[outputs];
    float[][] weights = new float[outputs][];
    for (int i = 0; i < outputs; i++) {
      double center = (i + 0.5) * step;
      int from = (int) Math.max(0, Math.floor(center - RADIUS * stretch + 0.5));
      int to = (int) Math.min(inputs, Math.floor(center + RADIUS * stretch + 0.5));
      double[] values = new double[to - from];
      double sum = 0;
      for (int j = 0; j < values.length; j++) {
        values[j] = catmullRom((from + j + 0.5 - center) / stretch);
        sum += values[j];
      }
      first[i] = from;
      weights[i] = new float[values.length];
      for (int j = 0; j < values.length; j++) {
        weights[i][j] = (float) (values[j] / sum);
      }
    }
    return new ResampleWeights(first, weights);
  }

  private static double catmullRom(double distance) {
    double x = Math.abs(distance);
    if (x < 1) {
      return (1.5 * x - 2.5) * x * x + 1;
    }
    return x < RADIUS ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
  }
}
