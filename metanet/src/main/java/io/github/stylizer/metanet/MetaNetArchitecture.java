package io.github.stylizer.metanet;

import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.nn.ConvWeights;
import io.github.stylizer.internal.nn.TransformNet;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The shape of a MetaNet: Shen, Yan and Zeng, <a href="https://arxiv.org/abs/1709.04111">arXiv
 * 1709.04111</a>, section 3. A hidden layer takes the statistics of a painting. Linear layers, the
 * heads, compute weights of the transform network from it; the others are trained.
 *
 * @param base the channels of the transform network's first convolution, 1 … 1024; 32 in the paper
 * @param hidden the hidden units: with {@link GeneratedFilters} for each of 14 convolutions, 128 in
 *     the paper; with {@link SharedFilters} all
 * @param statistics the number of statistics of a painting; 1920 for the four taps of a VGG
 * @param filters how a style determines the filters
 * @param colorHead whether another head generates a 3x3 matrix and an offset for the colors of the
 *     result. Without it a style can hardly shift the mean color, because the last convolution is
 *     shared and its input is normalized
 * @param antialiased whether the transform network samples without aliasing
 */
record MetaNetArchitecture(
    int base,
    int hidden,
    int statistics,
    StyleFilters filters,
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
        "its largest head",
        filters.heads(base, hidden).values().stream().mapToLong(Shape::size).max().getAsLong());
    requireLength(
        base,
        hidden,
        statistics,
        "the hidden layer (hidden.weight)",
        (long) filters.codeLength(hidden) * statistics);
  }

  /** The shape of a MetaNet as in the paper, or close to it. */
  static MetaNetArchitecture generated(
      int base, int hidden, int statistics, boolean unitFilters, boolean colorHead) {
    StyleFilters filters = new GeneratedFilters(unitFilters);
    return new MetaNetArchitecture(base, hidden, statistics, filters, colorHead, false);
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

  MetaNetArchitecture withFilters(StyleFilters others) {
    return new MetaNetArchitecture(base, hidden, statistics, others, colorHead, antialiased);
  }

  TransformNet net() {
    return filters.net(base).antialiased(antialiased);
  }

  /** Returns the value of a name that must be there. */
  static <T> T required(Map<String, T> values, String name) {
    return Objects.requireNonNull(values.get(name), name);
  }

  /** The length of a style code. */
  int codeLength() {
    return filters.codeLength(hidden);
  }

  /** The name and shape of everything that is trained, in a fixed order. */
  Map<String, Shape> parameters() {
    Map<String, Shape> parameters = new LinkedHashMap<>(filters.convolutions(base));
    Map<String, Shape> linear = new LinkedHashMap<>();
    linear.put(HIDDEN, new Shape(codeLength(), statistics));
    linear.putAll(filters.heads(base, hidden));
    if (colorHead) {
      linear.put(COLOR, new Shape(COLOR_NUMBERS, codeLength()));
    }
    parameters.putAll(ConvWeights.shapes(linear));
    return Collections.unmodifiableMap(parameters);
  }

  /** The name and shape of everything that a network has: the parameters, then mean and std. */
  Map<String, Shape> tensors() {
    Map<String, Shape> shapes = new LinkedHashMap<>(parameters());
    shapes.put(MEAN, new Shape(statistics));
    shapes.put(STD, new Shape(statistics));
    return Collections.unmodifiableMap(shapes);
  }
}
