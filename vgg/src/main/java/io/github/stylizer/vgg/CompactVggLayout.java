package io.github.stylizer.vgg;

import ai.djl.ndarray.types.Shape;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.nn.ConvWeights;
import io.github.stylizer.internal.weights.FiniteTensors;
import io.github.stylizer.internal.weights.WeightsFile;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The convolutions and linear maps of a {@link CompactVgg}.
 *
 * @param widths the channels of the convolutions of each block, 1 to 512
 */
record CompactVggLayout(List<Integer> widths) {
  private static final List<String> TAPS = Vgg.COMPACT_TAPS;
  private static final int MAXIMUM = 512;

  /** A quarter of the channels of VGG-19, as in the network that comes with the library. */
  static final CompactVggLayout QUARTER = new CompactVggLayout(List.of(16, 32, 64, 128));

  CompactVggLayout {
    widths = List.copyOf(widths);
    if (widths.size() != TAPS.size() || !widths.stream().allMatch(w -> w >= 1 && w <= MAXIMUM)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the widths must be %d numbers from 1 to %d, but are %s",
              TAPS.size(),
              MAXIMUM,
              widths));
    }
  }

  /**
   * Finds the widths of a network in a file.
   *
   * @throws WeightsFormatException if the file has no such network
   */
  static CompactVggLayout of(WeightsFile file) throws WeightsFormatException {
    List<Integer> widths = new ArrayList<>();
    for (VggLayers.Convolution layer : QUARTER.layers()) {
      if (layer.poolings() == widths.size()) {
        widths.add(width(file, layer));
      }
    }
    return new CompactVggLayout(widths);
  }

  private static int width(WeightsFile file, VggLayers.Convolution layer)
      throws WeightsFormatException {
    String kernel = layer.layer() + ".weight";
    Shape expected = layer.kernelShape();
    Shape found = FiniteTensors.shape(file, kernel, expected);
    if (found.dimension() != expected.dimension() || found.get(0) < 1 || found.get(0) > MAXIMUM) {
      throw FiniteTensors.wrongShape(file, kernel, expected);
    }
    return (int) found.get(0);
  }

  /** The convolutions: those of VGG-19, with fewer channels. */
  List<VggLayers.Convolution> layers() {
    List<VggLayers.Convolution> narrow = new ArrayList<>();
    int inputs = 3;
    for (VggLayers.Convolution layer : VggLayers.upTo(VggVariant.VGG19, TAPS)) {
      int outputs = widths.get(layer.poolings());
      narrow.add(
          new VggLayers.Convolution(
              layer.layer(), layer.tap(), inputs, outputs, layer.pooled(), layer.poolings()));
      inputs = outputs;
    }
    return narrow;
  }

  /** The shape of every tensor, by name: the convolutions, then the maps. */
  Map<String, Shape> shapes() {
    List<VggLayers.Convolution> layers = layers();
    Map<String, Shape> kernels = new LinkedHashMap<>(VggLayers.kernelShapes(layers));
    for (String tap : TAPS) {
      long channels = VggTaps.of(VggVariant.VGG19, List.of(tap)).channels(tap);
      kernels.put("map." + tap, new Shape(channels, CompactVggBlocks.channels(layers, tap)));
    }
    return ConvWeights.shapes(kernels);
  }
}
