package io.github.stylizer.fastnet;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tensor names of <a href="https://github.com/pytorch/examples">pytorch/examples</a>' {@code
 * fast_neural_style}. Its network has the shape of {@link
 * io.github.stylizer.internal.nn.TransformNet} with affine instance norms; inputs and outputs are
 * levels 0 … 255.
 */
final class PytorchExamples {
  private static final int BLOCKS = 5;

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

  /** A convolution and the norm that follows it. */
  private static void put(
      Map<String, String> names, String prefix, int index, String convolution, String norm) {
    names.put(prefix + index, convolution + ".conv2d");
    names.put(prefix + (index + 1), norm);
  }
}
