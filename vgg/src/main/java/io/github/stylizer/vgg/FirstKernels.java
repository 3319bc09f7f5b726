package io.github.stylizer.vgg;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.weights.NamedTensors;
import java.util.Locale;

/**
 * The kernels of the first convolution, {@code (64, 3, 3, 3)}, which show what a VGG takes as
 * input. A network that was trained on images looks for edges in all colors at once, so its kernels
 * correlate between channels (0.7; kernels drawn at random do not). It relies on red more than on
 * blue (1.3 times the energy), so the larger of the two channels is red. And kernels for levels of
 * 0 … 255 are smaller than those for normalized values, by a factor of 58.
 */
final class FirstKernels {
  private static final int CHANNELS = 3;
  private static final int PIXELS = 9;
  private static final double TRAINED = 0.4;
  private static final double ORDER = 1.1;
  private static final double SMALL = 0.1;
  private static final double[] MEAN = {0.485, 0.456, 0.406};
  private static final double[] STD = {0.229, 0.224, 0.225};

  /** Of red, green and blue in Caffe's levels. */
  private static final double[] CAFFE_MEAN = {123.68, 116.779, 103.939};

  private final float[] kernels;

  FirstKernels(float[] kernels) {
    this.kernels = kernels;
  }

  /**
   * Checks that a network takes normalized RGB.
   *
   * @param origin the file, for the message
   * @throws WeightsFormatException if its kernels look like those of another input
   */
  void requireTorchvision(String origin) throws WeightsFormatException {
    // Not a number if a channel is 0.
    if (!(correlation(0, 1) >= TRAINED && correlation(1, 2) >= TRAINED)) {
      return;
    }
    boolean reversed = energy(2, 2) > ORDER * energy(0, 0);
    double largest = 0;
    for (float value : kernels) {
      largest = Math.max(largest, Math.abs(value));
    }
    boolean levels = largest < SMALL;
    if (reversed || levels) {
      throw new WeightsFormatException(
          origin,
          String.format(
              Locale.ROOT,
              "the first convolution looks like that of a VGG for "
                  + (reversed ? "BGR" : "RGB")
                  + (levels ? " with levels of 0 to 255" : "")
                  + " (the energy of its third input channel is %.2f times that of the first, the"
                  + " largest weight %.3g), expected one for normalized RGB; use torchvision's"
                  + " weights, or say with Vgg.Builder.input what they are",
              energy(2, 2) / energy(0, 0),
              largest));
    }
  }

  /** Converts weights of {@link VggInput#CAFFE} in place. */
  static void fromCaffe(NamedTensors weights, String layer) {
    NDArray kernel = weights.get(layer + ".weight");
    NDArray bias = weights.get(layer + ".bias");
    float[] values = kernel.toFloatArray();
    float[] biases = bias.toFloatArray();
    float[] converted = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      int filter = i / (CHANNELS * PIXELS);
      int channel = i / PIXELS % CHANNELS;
      double value = values[(filter * CHANNELS + CHANNELS - 1 - channel) * PIXELS + i % PIXELS];
      converted[i] = (float) (value * 255 * STD[channel]);
      biases[filter] += (float) (value * (255 * MEAN[channel] - CAFFE_MEAN[channel]));
    }
    set(kernel, converted);
    set(bias, biases);
  }

  private static void set(NDArray array, float[] values) {
    Shape shape = array.getShape();
    try (NDArray replaced = array.getManager().create(values, shape)) {
      replaced.copyTo(array);
    }
  }

  private double correlation(int one, int other) {
    return energy(one, other) / Math.sqrt(energy(one, one) * energy(other, other));
  }

  /** The inner product of two channels over all kernels. */
  private double energy(int one, int other) {
    double sum = 0;
    for (int filter = 0; filter < kernels.length; filter += CHANNELS * PIXELS) {
      for (int i = 0; i < PIXELS; i++) {
        sum += kernels[filter + one * PIXELS + i] * (double) kernels[filter + other * PIXELS + i];
      }
    }
    return sum;
  }
}
