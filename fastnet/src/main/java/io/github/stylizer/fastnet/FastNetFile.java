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
 * Recognizes the network in a file from its metadata and the names of its tensors, or from the
 * graph of an ONNX file.
 *
 * @param kind the network's format
 * @param names maps each tensor of the network to its name in the file
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
    // In graphs of this library's, norms without weights have ones and zeros.
    boolean mayHaveMore = TransformNetFormat.isIn(file) && !file.operators().isEmpty();
    for (String tensor : file.names()) {
      if (!network.has(tensor) && !mayHaveMore) {
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
    PytorchExamples.requireOperators(file);
    Map<String, String> ofExamples = PytorchExamples.names();
    String first = ofExamples.get(FIRST) + KERNEL;
    if (file.names().contains(first)) {
      return ofExamples(base(file, first), tensors(ofExamples));
    }
    List<String> inOrder = List.copyOf(file.names());
    if (PytorchExamples.isGraph(file) && inOrder.size() == 2 * ofExamples.size()) {
      int base = base(file, inOrder.get(0));
      Map<String, String> names = new LinkedHashMap<>();
      tensors(ofExamples).keySet().forEach(name -> names.put(name, inOrder.get(names.size())));
      return ofExamples(base, names);
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

  private static FastNetFile ofExamples(int base, Map<String, String> names) {
    TransformNet net = new TransformNet(base, Norm.AFFINE, false);
    return new FastNetFile(new TransformNetFormat(net, PixelRange.LEVELS), names);
  }

  private static FastNetFile withOwnNames(TransformNetFormat kind) {
    Map<String, String> names = new LinkedHashMap<>();
    kind.net().kernelShapes().keySet().forEach(layer -> names.put(layer, layer));
    return new FastNetFile(kind, tensors(names));
  }

  private static Map<String, String> tensors(Map<String, String> layers) {
    Map<String, String> tensors = new LinkedHashMap<>();
    layers.forEach(
        (layer, name) -> {
          tensors.put(layer + KERNEL, name + KERNEL);
          tensors.put(layer + BIAS, name + BIAS);
        });
    return Collections.unmodifiableMap(tensors);
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
    return names.containsValue(tensor)
        || (names.containsValue(tensor.substring(0, end) + KERNEL)
            && STATISTICS.contains(tensor.substring(end)));
  }
}
