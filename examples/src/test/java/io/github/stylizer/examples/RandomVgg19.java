package io.github.stylizer.examples;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** Weights of VGG-19 up to relu4_1 that have learned nothing. */
public final class RandomVgg19 {

  /** Index in torchvision's network, channels in and channels out. */
  private static final int[][] CONVOLUTIONS = {
    {0, 3, 64},
    {2, 64, 64},
    {5, 64, 128},
    {7, 128, 128},
    {10, 128, 256},
    {12, 256, 256},
    {14, 256, 256},
    {16, 256, 256},
    {19, 256, 512}
  };

  private RandomVgg19() {}

  public static Path write(Path file) throws IOException {
    Random random = new Random(7);
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> tensors = new LinkedHashMap<>();
      for (int[] layer : CONVOLUTIONS) {
        Shape shape = new Shape(layer[2], layer[1], 3, 3);
        double deviation = Math.sqrt(2.0 / (9 * layer[1]));
        float[] kernel = new float[(int) shape.size()];
        for (int i = 0; i < kernel.length; i++) {
          kernel[i] = (float) (random.nextGaussian() * deviation);
        }
        tensors.put("features." + layer[0] + ".weight", manager.create(kernel, shape));
        tensors.put("features." + layer[0] + ".bias", manager.zeros(new Shape(layer[2])));
      }
      SafetensorsWriter.write(file, tensors, Map.of());
    }
    return file;
  }
}
