package io.github.stylizer.examples;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/** A MetaNet that has learned nothing, with two channels, and two hidden numbers a convolution. */
public final class RandomMetaNet {

  private static final int BASE = 2;
  private static final int HIDDEN = 2;
  private static final int STATISTICS = 1920;
  private static final String FIRST = "downsampling.1";
  private static final String LAST = "upsampling.11";
  private static final String VGG19_TAPS = "relu1_2 relu2_2 relu3_4 relu4_1";

  private RandomMetaNet() {}

  /** Writes a network that reads paintings with a VGG-19. */
  public static Path write(Path file, long seed) throws IOException {
    return write(file, seed, VGG19_TAPS);
  }

  /** Writes a network that reads paintings with a VGG of these taps, 960 channels in all. */
  public static Path write(Path file, long seed, String taps) throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      SafetensorsWriter.write(file, tensors(manager, new Random(seed)), metadata(taps));
    }
    return file;
  }

  private static Map<String, String> metadata(String taps) {
    return Map.of(
        "format", "stylizer-metanet",
        "version", "1",
        "base", Integer.toString(BASE),
        "hidden", Integer.toString(HIDDEN),
        "filters", "as generated",
        "color head", "no",
        "taps", taps);
  }

  /** Writes the same network as the original keeps it: in two files that say nothing. */
  static void writeTwo(Path main, Path transformNet, long seed) throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> heads = tensors(manager, new Random(seed));
      Map<String, NDArray> ends = new LinkedHashMap<>(heads);
      ends.keySet().removeIf(name -> !name.startsWith(FIRST) && !name.startsWith(LAST));
      heads.keySet().removeAll(ends.keySet());
      SafetensorsWriter.write(main, heads, Map.of());
      SafetensorsWriter.write(transformNet, ends, Map.of());
    }
  }

  private static Map<String, NDArray> tensors(NDManager manager, Random random) {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    Map<String, Shape> generated = new LinkedHashMap<>(TransformNet.of(BASE).kernelShapes());
    for (String layer : new String[] {FIRST, LAST}) {
      add(tensors, layer, generated.remove(layer), manager, random);
    }
    int hidden = HIDDEN * generated.size();
    add(tensors, "hidden", new Shape(hidden, STATISTICS), manager, random);
    int head = 1;
    for (Shape kernel : generated.values()) {
      Shape shape = new Shape(kernel.size() + kernel.get(0), HIDDEN);
      add(tensors, "fc" + head++, shape, manager, random);
    }
    return tensors;
  }

  private static void add(
      Map<String, NDArray> tensors, String layer, Shape shape, NDManager manager, Random random) {
    tensors.put(
        layer + ".weight", normal(shape, 1 / Math.sqrt(shape.slice(1).size()), manager, random));
    tensors.put(layer + ".bias", normal(shape.slice(0, 1), 0.5, manager, random));
  }

  private static NDArray normal(Shape shape, double deviation, NDManager manager, Random random) {
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (deviation * random.nextGaussian());
    }
    return manager.create(values, shape);
  }
}
