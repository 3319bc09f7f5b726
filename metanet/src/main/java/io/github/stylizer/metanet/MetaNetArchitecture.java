package io.github.stylizer.metanet;

import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.nn.ConvWeights;
import io.github.stylizer.internal.nn.TransformNet;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The shape of a MetaNet: Shen, Yan and Zeng, <a href="https://arxiv.org/abs/1709.04111">arXiv
 * 1709.04111</a>, section 3. A hidden layer takes the statistics of a painting. Each generated
 * convolution of the transform network has its own slice of the hidden layer and one linear layer,
 * its head, that computes kernel and bias. The first and the last convolution are trained instead
 * of generated.
 *
 * @param base the channels of the transform network's first convolution, 1 … 1024; 32 in the paper
 * @param hidden the hidden units per generated convolution, of which there are 14; 128 in the paper
 * @param statistics the number of statistics of a painting; 1920 for the four taps of a VGG
 * @param unitFilters whether every generated filter is scaled to unit length. The instance norm
 *     after it removes any scale, so the result is the same, but unbounded filters grow at every
 *     training step, since no gradient holds them back. The generated biases, which the norm also
 *     removes, are then unused
 * @param colorHead whether another head generates a 3x3 matrix and an offset for the colors of the
 *     result. Without it a style can hardly shift the mean color, because the last convolution is
 *     shared and its input is normalized
 * @param antialiased whether the transform network samples without aliasing
 */
record MetaNetArchitecture(
    int base,
    int hidden,
    int statistics,
    boolean unitFilters,
    boolean colorHead,
    boolean antialiased) {
  static final String FIRST = "downsampling.1";
  static final String LAST = "upsampling.11";
  static final String WEIGHT = ".weight";
  static final String BIAS = ".bias";
  static final String HIDDEN = "hidden";
  static final String COLOR = "color";
  static final String MEAN = "statistics.mean";
  static final String STD = "statistics.std";

  /** A matrix, row by row, and an offset. */
  static final int COLOR_NUMBERS = 12;

  static final int MAXIMUM_HIDDEN = 4096;
  static final int MAXIMUM_STATISTICS = 1 << 20;

  MetaNetArchitecture {
    TransformNet.of(base);
    requireRange("the hidden size of each layer", hidden, MAXIMUM_HIDDEN);
    requireRange("the number of statistics", statistics, MAXIMUM_STATISTICS);
    // Each must fit into one Java array.
    requireLength(
        base,
        hidden,
        statistics,
        "a head (fc3.weight)",
        (16L * base * base * 9 + 4L * base) * hidden);
    requireLength(
        base, hidden, statistics, "the hidden layer (hidden.weight)", 14L * hidden * statistics);
  }

  /** The shape of a MetaNet with the sampling of Johnson et al. */
  MetaNetArchitecture(
      int base, int hidden, int statistics, boolean unitFilters, boolean colorHead) {
    this(base, hidden, statistics, unitFilters, colorHead, false);
  }

  private static void requireRange(String name, int value, int maximum) {
    if (value < 1 || value > maximum) {
      throw new IllegalArgumentException(name + " must be 1 … " + maximum + ", but is " + value);
    }
  }

  private static void requireLength(
      int base, int hidden, int statistics, String name, long numbers) {
    if (numbers > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "with base %d, hidden size %d and %d statistics %s has %d numbers, expected at most 2^31 - 1",
              base,
              hidden,
              statistics,
              name,
              numbers));
    }
  }

  MetaNetArchitecture withUnitFilters() {
    return new MetaNetArchitecture(base, hidden, statistics, true, colorHead, antialiased);
  }

  MetaNetArchitecture withStatistics(int count) {
    return new MetaNetArchitecture(base, hidden, count, unitFilters, colorHead, antialiased);
  }

  TransformNet net() {
    return TransformNet.of(base).antialiased(antialiased);
  }

  /** The shape of each generated layer's kernel, in the order of the network. */
  Map<String, Shape> generated() {
    Map<String, Shape> layers = new LinkedHashMap<>(net().kernelShapes());
    layers.remove(FIRST);
    layers.remove(LAST);
    return layers;
  }

  /** The length of a style code. */
  int codeLength() {
    return hidden * generated().size();
  }

  /** The name of the head of the generated layer {@code index}: the first one is {@code fc1}. */
  static String head(int index) {
    return "fc" + (index + 1);
  }

  /** The name and shape of everything that is trained, in a fixed order. */
  Map<String, Shape> parameters() {
    Map<String, Shape> weights = new LinkedHashMap<>();
    Map<String, Shape> kernels = net().kernelShapes();
    for (String layer : List.of(FIRST, LAST)) {
      weights.put(layer, Objects.requireNonNull(kernels.get(layer)));
    }
    weights.put(HIDDEN, new Shape(codeLength(), statistics));
    List<Shape> generated = new ArrayList<>(generated().values());
    for (int i = 0; i < generated.size(); i++) {
      long rows = generated.get(i).size() + generated.get(i).get(0);
      weights.put(head(i), new Shape(rows, hidden));
    }
    if (colorHead) {
      weights.put(COLOR, new Shape(COLOR_NUMBERS, codeLength()));
    }
    return Collections.unmodifiableMap(ConvWeights.shapes(weights));
  }

  /** The name and shape of everything that a network has: the parameters, then mean and std. */
  Map<String, Shape> tensors() {
    Map<String, Shape> shapes = new LinkedHashMap<>(parameters());
    shapes.put(MEAN, new Shape(statistics));
    shapes.put(STD, new Shape(statistics));
    return Collections.unmodifiableMap(shapes);
  }
}
