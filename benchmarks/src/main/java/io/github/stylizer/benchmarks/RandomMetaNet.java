package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.metanet.MetaNet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** MetaNets with random weights, as fast as trained ones. */
final class RandomMetaNet {
  private static final int STATISTICS = 1920;
  private static final String FIRST = "downsampling.1";
  private static final String LAST = "upsampling.11";

  private RandomMetaNet() {}

  static MetaNet load(int base, int hidden, FeatureExtractor extractor) throws IOException {
    Path file = Files.createTempFile("metanet-random", ".safetensors");
    try {
      write(file, base, hidden);
      return MetaNet.load(file, extractor);
    } finally {
      Files.delete(file);
    }
  }

  private static void write(Path file, int base, int hidden) throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> tensors = new LinkedHashMap<>();
      Map<String, Shape> kernels = new LinkedHashMap<>(TransformNet.of(base).kernelShapes());
      put(tensors, FIRST, kernels.remove(FIRST), manager);
      put(tensors, LAST, kernels.remove(LAST), manager);
      put(tensors, "hidden", new Shape((long) hidden * kernels.size(), STATISTICS), manager);
      int head = 1;
      for (Shape kernel : kernels.values()) {
        long rows = kernel.size() + kernel.get(0);
        put(tensors, "fc" + head++, new Shape(rows, hidden), manager);
      }
      SafetensorsWriter.write(file, tensors, Map.of());
    }
  }

  private static void put(
      Map<String, NDArray> tensors, String layer, Shape shape, NDManager manager) {
    float deviation = (float) Math.sqrt(1.0 / shape.slice(1).size());
    tensors.put(layer + ".weight", manager.randomNormal(0, deviation, shape, DataType.FLOAT32));
    tensors.put(layer + ".bias", manager.randomNormal(shape.slice(0, 1)).mul(0.1f));
  }
}
