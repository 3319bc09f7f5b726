package io.github.stylizer.examples;

import ai.djl.ndarray.NDManager;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.weights.NamedTensors;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** A transform network that has learned nothing. */
public final class RandomNetwork {

  private RandomNetwork() {}

  public static Path write(Path file) throws IOException {
    try (NamedTensors weights = TransformNet.of(4).randomWeights(1, NDManager.newBaseManager())) {
      SafetensorsWriter.write(file, weights.tensors(), Map.of());
    }
    return file;
  }
}
