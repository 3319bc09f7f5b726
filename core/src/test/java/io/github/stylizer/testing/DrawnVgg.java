package io.github.stylizer.testing;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** VGG weights drawn from a seed, as the goldens use them, with torchvision's tensor names. */
public final class DrawnVgg {
  private static final int[] VGG16 = {0, 2, 5, 7, 10, 12, 14, 17, 19, 21};
  private static final int[] VGG16_CHANNELS = {64, 64, 128, 128, 256, 256, 256, 512, 512, 512};

  private DrawnVgg() {}

  /**
   * Writes VGG-16 up to conv4_3.
   *
   * @param file where to
   * @param seed that of the first kernel
   * @return the file
   * @throws IOException if it cannot be written
   */
  public static Path vgg16(Path file, long seed) throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> tensors = new LinkedHashMap<>();
      int inputs = 3;
      for (int k = 0; k < VGG16.length; k++) {
        int outputs = VGG16_CHANNELS[k];
        // README of the goldens: scale(fanIn, gain) = sqrt(3 * gain / fanIn).
        float scale = (float) Math.sqrt(3 * 2 / (9.0 * inputs));
        NDArray kernel =
            Draw.array(manager, seed + 2 * k, new Shape(outputs, inputs, 3, 3), -1, 1).mul(scale);
        NDArray bias = Draw.array(manager, seed + 2 * k + 1, new Shape(outputs), -1, 1).mul(0.1f);
        tensors.put("features." + VGG16[k] + ".weight", kernel);
        tensors.put("features." + VGG16[k] + ".bias", bias);
        inputs = outputs;
      }
      SafetensorsWriter.write(file, tensors, Map.of("network", "VGG-16 drawn from a seed"));
      return file;
    }
  }
}
