package io.github.stylizer.fastnet;

import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.nn.Norm;
import io.github.stylizer.internal.nn.PixelRange;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetFormat;
import io.github.stylizer.internal.weights.WeightsFile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Recognizes the network in a file from its metadata and the names of its tensors.
 *
 * @param kind the network's format
 * @param names maps each layer of the network to its name in the file
 */
record FastNetFile(TransformNetFormat kind, Map<String, String> names) {
  private static final String FIRST = "downsampling.1";
  private static final String FIRST_NORM = "downsampling.2";
  private static final String KERNEL = ".weight";
  private static final String BIAS = ".bias";

  // Batch norm statistics. PyTorch's instance norm stored them before 0.4, unused.
  private static final List<String> STATISTICS =
      List.of(".running_mean", ".running_var", ".num_batches_tracked");
  private static final int LISTED_NAMES = 4;

  /**
   * Recognizes a file.
   *
   * @throws WeightsFormatException if it is not a network of a known layout, or has extra tensors
   */
  static FastNetFile of(WeightsFile file) throws WeightsFormatException {
    FastNetFile network = recognized(file);
    for (String tensor : file.names()) {
      if (!network.has(tensor)) {
        throw new WeightsFormatException(
            file.origin(),
            String.format(
                Locale.ROOT,
                "has an unexpected tensor %s %s for a transform network of base %d",
                tensor,
                file.info(tensor).shape(),
                network.kind.net().base()));
      }
    }
    return network;
  }

  private static FastNetFile recognized(WeightsFile file) throws WeightsFormatException {
    if (TransformNetFormat.isIn(file)) {
      return withOwnNames(TransformNetFormat.of(file));
    }
    if (file.names().contains(FIRST + KERNEL)) {
      boolean affine = file.names().contains(FIRST_NORM + KERNEL);
      TransformNet net =
          new TransformNet(base(file, FIRST + KERNEL), affine ? Norm.AFFINE : Norm.PLAIN, false);
      return withOwnNames(new TransformNetFormat(net, PixelRange.NORMALIZED));
    }
    Map<String, String> ofExamples = PytorchExamples.names();
    String first = ofExamples.get(FIRST) + KERNEL;
    if (file.names().contains(first)) {
      TransformNet net = new TransformNet(base(file, first), Norm.AFFINE, false);
      return new FastNetFile(new TransformNetFormat(net, PixelRange.LEVELS), ofExamples);
    }
    String some = file.names().stream().limit(LISTED_NAMES).collect(Collectors.joining(", "));
    throw new WeightsFormatException(
        file.origin(),
        String.format(
            Locale.ROOT,
            "is not a transform network: expected a tensor %s or %s, found %d tensors (%s)",
            FIRST + KERNEL,
            first,
            file.names().size(),
            some));
  }

  private static FastNetFile withOwnNames(TransformNetFormat kind) {
    Map<String, String> names = new LinkedHashMap<>();
    kind.net().kernelShapes().keySet().forEach(layer -> names.put(layer, layer));
    return new FastNetFile(kind, Collections.unmodifiableMap(names));
  }

  private static int base(WeightsFile file, String tensor) throws WeightsFormatException {
    List<Long> shape = file.info(tensor).shape();
    long base = shape.isEmpty() ? 0 : shape.get(0);
    if (base < 1 || base > TransformNet.MAXIMUM_BASE) {
      throw new WeightsFormatException(
          file.origin(),
          String.format(
              Locale.ROOT,
              "the tensor %s is %s, expected (base, 3, 9, 9) with a base of 1 … %d",
              tensor,
              shape,
              TransformNet.MAXIMUM_BASE));
    }
    return (int) base;
  }

  private boolean has(String tensor) {
    int end = Math.max(0, tensor.lastIndexOf('.'));
    String layer = tensor.substring(0, end);
    String ending = tensor.substring(end);
    return names.containsValue(layer)
        && (ending.equals(KERNEL) || ending.equals(BIAS) || STATISTICS.contains(ending));
  }
}
