package io.github.stylizer.metanet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The contents of a file of a small network, which a test changes before it writes them. */
final class MetaNetFiles implements AutoCloseable {
  final MetaNetParameters parameters;
  final Map<String, NDArray> tensors;
  final Map<String, String> metadata;

  MetaNetFiles(MetaNetArchitecture architecture, FeatureExtractor extractor) {
    parameters = DrawnMetaNet.parameters(architecture, 10, 500);
    tensors = new LinkedHashMap<>(parameters.tensors());
    metadata = MetaNetFile.metadata(architecture, extractor.taps());
  }

  /** A network for the extractor, without unit length and without a color head. */
  static MetaNetFiles plain(int base, FeatureExtractor extractor) {
    return new MetaNetFiles(
        MetaNetArchitecture.generated(
            base, 3, new StyleStatistics(extractor).length(), false, false),
        extractor);
  }

  NDManager manager() {
    return parameters.manager();
  }

  void put(String name, long... shape) {
    tensors.put(name, manager().zeros(new Shape(shape)));
  }

  Path write(Path file) throws IOException {
    SafetensorsWriter.write(file, tensors, metadata);
    return file;
  }

  /** The tensors of one of the two checkpoints of the original. */
  Map<String, NDArray> ofPair(boolean transform) {
    Map<String, NDArray> some = new LinkedHashMap<>(tensors);
    some.keySet().removeIf(name -> name.startsWith("statistics"));
    some.keySet().removeIf(name -> transform != (name.startsWith("down") || name.startsWith("up")));
    return some;
  }

  @Override
  public void close() {
    parameters.close();
  }
}
