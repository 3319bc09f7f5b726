package io.github.stylizer.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.weights.SafetensorsWriter;
import io.github.stylizer.weights.WeightsFile;
import io.github.stylizer.weights.WeightsFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * All that a training needs to go on: parameters, the optimiser's state, how many steps are done
 * and the description of the training. Every random choice follows from the seed and the step, so
 * there is no other state. One safetensors file, replaced in one step.
 */
final class Checkpoint {
  private static final String FORMAT = "stylizer-training";
  private static final String PARAMETER = "parameter.";
  private static final String OPTIMIZER = "optimizer.";
  private static final String DESCRIPTION = "training.";

  private Checkpoint() {}

  /** The counters of a training. */
  record Counters(long steps, long skipped, double seconds) {}

  static void write(
      Path file,
      Map<String, String> description,
      Map<String, NDArray> parameters,
      Map<String, NDArray> optimizer,
      Counters counters)
      throws IOException {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    parameters.forEach((name, array) -> tensors.put(PARAMETER + name, array));
    optimizer.forEach((name, array) -> tensors.put(OPTIMIZER + name, array));
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", FORMAT);
    metadata.put("steps", Long.toString(counters.steps()));
    metadata.put("skipped", Long.toString(counters.skipped()));
    metadata.put("seconds", Double.toString(counters.seconds()));
    description.forEach((name, value) -> metadata.put(DESCRIPTION + name, value));
    SafetensorsWriter.write(file, tensors, metadata);
  }

  /** Checks that a file belongs to a training like this one and returns its counters. */
  static Counters check(WeightsFile file, Map<String, String> description) throws IOException {
    Map<String, String> metadata = file.metadata();
    if (!FORMAT.equals(metadata.get("format"))) {
      throw new WeightsFormatException(file.path(), "is not the checkpoint of a training");
    }
    for (Map.Entry<String, String> entry : description.entrySet()) {
      if (entry.getKey().equals(TrainingSettings.LEARNING_RATE)) {
        continue;
      }
      String found = metadata.get(DESCRIPTION + entry.getKey());
      if (!entry.getValue().equals(found)) {
        throw new WeightsFormatException(
            file.path(),
            "was made by a training with %s %s, but this one has %s: repeat its options, or train in another folder"
                .formatted(entry.getKey(), found, entry.getValue()));
      }
    }
    try {
      return new Counters(
          Long.parseLong(metadata.get("steps")),
          Long.parseLong(metadata.get("skipped")),
          Double.parseDouble(metadata.get("seconds")));
    } catch (NumberFormatException | NullPointerException e) {
      throw new WeightsFormatException(
          file.path(), "steps, skipped or seconds are not numbers: " + metadata);
    }
  }

  /** Gives the parameters the values of the file. */
  static void readParameters(WeightsFile file, Map<String, NDArray> parameters) throws IOException {
    for (Map.Entry<String, NDArray> parameter : parameters.entrySet()) {
      NDArray array = parameter.getValue();
      try (NDArray stored =
          read(file, PARAMETER + parameter.getKey(), array.getShape(), array.getManager())) {
        array.set(new NDIndex(":"), stored);
      }
    }
  }

  private static NDArray read(WeightsFile file, String name, Shape expected, NDManager manager)
      throws IOException {
    if (!file.names().contains(name)) {
      throw new WeightsFormatException(file.path(), "the tensor " + name + " is missing");
    }
    NDArray stored = file.readFloat32(name, manager);
    if (!stored.getShape().equals(expected)) {
      Shape found = stored.getShape();
      stored.close();
      throw new WeightsFormatException(
          file.path(), "the tensor " + name + " is " + found + ", expected " + expected);
    }
    return stored;
  }

  /** Returns an optimiser with the state in the file. */
  static Adam readOptimizer(WeightsFile file, Map<String, NDArray> parameters) throws IOException {
    NDManager manager = parameters.values().iterator().next().getManager();
    Map<String, NDArray> state = new LinkedHashMap<>();
    try {
      for (String name : file.names()) {
        if (name.startsWith(OPTIMIZER)) {
          state.put(name.substring(OPTIMIZER.length()), file.readFloat32(name, manager));
        }
      }
      return new Adam(parameters, state);
    } catch (IllegalArgumentException e) {
      state.values().forEach(NDArray::close);
      throw new WeightsFormatException(file.path(), "the state of Adam: " + e.getMessage());
    } catch (IOException e) {
      state.values().forEach(NDArray::close);
      throw e;
    }
  }
}
