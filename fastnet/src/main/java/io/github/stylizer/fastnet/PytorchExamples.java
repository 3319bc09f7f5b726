package io.github.stylizer.fastnet;

import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.weights.WeightsFile;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Tensor names of <a href="https://github.com/pytorch/examples">pytorch/examples</a>' {@code
 * fast_neural_style}. Its network has the shape of {@link
 * io.github.stylizer.internal.nn.TransformNet} with affine instance norms; inputs and outputs are
 * levels 0 … 255.
 */
final class PytorchExamples {
  private static final int BLOCKS = 5;

  // What torch.onnx.export makes of the network, in any version: the layers, and the arithmetic of
  // sizes around pads and upsampling.
  private static final Set<String> OPERATORS =
      Set.of(
          "Add",
          "Cast",
          "Concat",
          "Constant",
          "ConstantOfShape",
          "Conv",
          "Div",
          "Floor",
          "Gather",
          "Identity",
          "InstanceNormalization",
          "Mul",
          "Pad",
          "Relu",
          "Reshape",
          "Resize",
          "Shape",
          "Slice",
          "Sub",
          "Transpose",
          "Unsqueeze",
          "Upsample");
  private static final Map<String, Integer> LAYERS =
      Map.of("Conv", 6 + 2 * BLOCKS, "InstanceNormalization", 5 + 2 * BLOCKS, "Relu", 5 + BLOCKS);

  private PytorchExamples() {}

  /** Each layer's name in the file, without {@code .weight}. */
  static Map<String, String> names() {
    Map<String, String> names = new LinkedHashMap<>();
    put(names, "downsampling.", 1, "conv1", "in1");
    put(names, "downsampling.", 5, "conv2", "in2");
    put(names, "downsampling.", 9, "conv3", "in3");
    for (int block = 0; block < BLOCKS; block++) {
      String prefix = "res" + (block + 1) + ".";
      put(names, "residuals." + block + ".conv.", 1, prefix + "conv1", prefix + "in1");
      put(names, "residuals." + block + ".conv.", 5, prefix + "conv2", prefix + "in2");
    }
    put(names, "upsampling.", 2, "deconv1", "in4");
    put(names, "upsampling.", 7, "deconv2", "in5");
    names.put("upsampling.11", "deconv3.conv2d");
    return Collections.unmodifiableMap(names);
  }

  /** Whether a file has a graph with the layers of the network. */
  static boolean isGraph(WeightsFile file) {
    List<String> operators = file.operators();
    return LAYERS.entrySet().stream()
        .allMatch(layer -> Collections.frequency(operators, layer.getKey()) == layer.getValue());
  }

  /**
   * Checks that a graph computes nothing that the network does not. Weights alone say nothing of,
   * for instance, a limit to its colors.
   *
   * @throws WeightsFormatException if a graph has another operator; never for files without a graph
   */
  static void requireOperators(WeightsFile file) throws WeightsFormatException {
    Optional<String> other =
        file.operators().stream().filter(operator -> !OPERATORS.contains(operator)).findFirst();
    if (other.isPresent()) {
      throw new WeightsFormatException(
          file.origin(),
          "is a graph with the operator "
              + other.get()
              + ", which is not in the networks of fast_neural_style: other networks cannot be read");
    }
  }

  /** A convolution and the norm that follows it. */
  private static void put(
      Map<String, String> names, String prefix, int index, String convolution, String norm) {
    names.put(prefix + index, convolution + ".conv2d");
    names.put(prefix + (index + 1), norm);
  }
}
