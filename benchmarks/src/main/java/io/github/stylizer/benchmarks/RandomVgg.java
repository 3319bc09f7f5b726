package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * VGG with random weights, as fast as trained ones and without a download: VGG-16 up to relu4_3,
 * which the original uses, and VGG-19 up to relu4_1.
 */
final class RandomVgg {
  private static final int[] LAYERS_16 = {0, 2, 5, 7, 10, 12, 14, 17, 19, 21};
  private static final int[] CHANNELS_16 = {3, 64, 64, 128, 128, 256, 256, 256, 512, 512, 512};
  private static final int[] LAYERS = {0, 2, 5, 7, 10, 12, 14, 16, 19};
  private static final int[] CHANNELS = {3, 64, 64, 128, 128, 256, 256, 256, 256, 512};
  private static final int[] POOLINGS = {0, 0, 1, 1, 2, 2, 2, 2, 3};
  private static final int[] TAPS = {1, 3, 7, 8};

  private RandomVgg() {}

  /** VGG-19, which the operation counts refer to. */
  static Vgg load() throws IOException {
    return load(VggVariant.VGG19);
  }

  static Vgg load(VggVariant variant) throws IOException {
    return variant == VggVariant.VGG16
        ? load(variant, LAYERS_16, CHANNELS_16)
        : load(variant, LAYERS, CHANNELS);
  }

  private static Vgg load(VggVariant variant, int[] layers, int[] channels) throws IOException {
    Path file = Files.createTempFile("vgg-random", ".safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> tensors = new LinkedHashMap<>();
      for (int i = 0; i < layers.length; i++) {
        float deviation = (float) Math.sqrt(2 / (9.0 * channels[i]));
        Shape shape = new Shape(channels[i + 1], channels[i], 3, 3);
        String layer = "features." + layers[i];
        tensors.put(layer + ".weight", manager.randomNormal(0, deviation, shape, DataType.FLOAT32));
        tensors.put(layer + ".bias", manager.zeros(new Shape(channels[i + 1])));
      }
      SafetensorsWriter.write(file, tensors, Map.of());
      return Vgg.builder(variant).weights(file).build();
    } finally {
      Files.delete(file);
    }
  }

  /**
   * The floating-point operations of one Gatys evaluation: every convolution and its gradient with
   * respect to the input, every Gram matrix and its gradient. A multiply-add counts as two;
   * everything else is ignored.
   */
  static double operationsOfEvaluation(int side) {
    double operations = 2 * operationsOfForward(side);
    for (int tap : TAPS) {
      double channels = CHANNELS[tap + 1];
      operations += 2 * (2.0 * channels * channels * pixels(side, tap));
    }
    return operations;
  }

  /** The floating-point operations of the convolutions of one forward pass. */
  static double operationsOfForward(int side) {
    double operations = 0;
    for (int i = 0; i < LAYERS.length; i++) {
      operations += 2.0 * 9 * CHANNELS[i] * CHANNELS[i + 1] * pixels(side, i);
    }
    return operations;
  }

  private static double pixels(int side, int layer) {
    double shrunk = side >> POOLINGS[layer];
    return shrunk * shrunk;
  }
}
