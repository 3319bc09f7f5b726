package io.github.stylizer.internal.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.optim.Adam;
import io.github.stylizer.internal.weights.FiniteTensors;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that a training needs to resume: the parameters, the state of the optimizer and of the task,
 * the number of steps and the description of the training. One safetensors file, replaced
 * atomically.
 */
final class Checkpoint {
  private static final String FORMAT = "stylizer-training";
  private static final String PARAMETER = "parameter.";
  private static final String STATE = "state.";
  private static final String OPTIMIZER = "optimizer.";
  private static final String DESCRIPTION = "training.";
  private static final String SECONDS = "seconds";
  private static final String COUNT = "[0-9]{1,18}";

  private Checkpoint() {}

  /** The counters of a training. */
  record Counters(long steps, long skipped, double seconds) {}

  /** Returns the parameters and the state of a task by their names in a checkpoint. */
  static Map<String, NDArray> arrays(Map<String, NDArray> parameters, Map<String, NDArray> state) {
    Map<String, NDArray> arrays = new LinkedHashMap<>();
    parameters.forEach((name, array) -> arrays.put(PARAMETER + name, array));
    state.forEach((name, array) -> arrays.put(STATE + name, array));
    return arrays;
  }

  /**
   * Writes a checkpoint.
   *
   * @param arrays from {@link #arrays}
   */
  static void write(
      Path file,
      Map<String, String> description,
      Map<String, NDArray> arrays,
      Map<String, NDArray> optimizer,
      Counters counters)
      throws IOException {
    Map<String, NDArray> tensors = new LinkedHashMap<>(arrays);
    optimizer.forEach((name, array) -> tensors.put(OPTIMIZER + name, array));
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("format", FORMAT);
    metadata.put("steps", Long.toString(counters.steps()));
    metadata.put("skipped", Long.toString(counters.skipped()));
    metadata.put(SECONDS, Double.toString(counters.seconds()));
    description.forEach((name, value) -> metadata.put(DESCRIPTION + name, value));
    SafetensorsWriter.write(file, tensors, metadata);
  }

  /** Checks that a file belongs to a training like this one and returns its counters. */
  static Counters check(WeightsFile file, Map<String, String> description) throws IOException {
    if (!FORMAT.equals(file.metadata().get("format"))) {
      throw new WeightsFormatException(file.origin(), "is not a training checkpoint");
    }
    Map<String, String> found = description(file);
    Set<String> names = new LinkedHashSet<>(description.keySet());
    names.addAll(found.keySet());
    names.remove(TrainingSettings.LEARNING_RATE);
    for (String name : names) {
      if (!Objects.equals(description.get(name), found.get(name))) {
        throw new WeightsFormatException(
            file.origin(),
            String.format(
                Locale.ROOT,
                "was made by a training with %s, but this one has %s: use the same options, or another folder",
                said(name, found.get(name)),
                said(name, description.get(name))));
      }
    }
    return new Counters(count(file, "steps"), count(file, "skipped"), seconds(file));
  }

  private static Map<String, String> description(WeightsFile file) {
    Map<String, String> description = new LinkedHashMap<>();
    file.metadata()
        .forEach(
            (name, value) -> {
              if (name.startsWith(DESCRIPTION)) {
                description.put(name.substring(DESCRIPTION.length()), value);
              }
            });
    return description;
  }

  private static String said(String name, @Nullable String value) {
    return value == null ? "no " + name : name + " " + value;
  }

  private static long count(WeightsFile file, String name) throws WeightsFormatException {
    String text = String.valueOf(file.metadata().get(name));
    if (!text.matches(COUNT)) {
      throw notANumber(file, name);
    }
    return Long.parseLong(text);
  }

  private static double seconds(WeightsFile file) throws WeightsFormatException {
    double seconds;
    try {
      seconds = Double.parseDouble(String.valueOf(file.metadata().get(SECONDS)));
    } catch (NumberFormatException e) {
      throw notANumber(file, SECONDS);
    }
    if (!(seconds >= 0 && seconds < Double.POSITIVE_INFINITY)) {
      throw notANumber(file, SECONDS);
    }
    return seconds;
  }

  private static WeightsFormatException notANumber(WeightsFile file, String name) {
    return new WeightsFormatException(
        file.origin(),
        String.format(
            Locale.ROOT,
            "its metadata '%s' is %s, expected a number of at least 0",
            name,
            file.metadata().get(name)));
  }

  /**
   * Sets the parameters and the state of a task to those of the file and returns an optimizer with
   * its state. Changes nothing if the file does not match.
   */
  static Adam read(
      WeightsFile file,
      Map<String, NDArray> parameters,
      Map<String, NDArray> state,
      double secondDecay)
      throws IOException {
    Map<String, NDArray> arrays = arrays(parameters, state);
    for (Map.Entry<String, NDArray> array : arrays.entrySet()) {
      check(file, array.getKey(), array.getValue().getShape());
    }
    try (NDList stored = new NDList()) {
      for (Map.Entry<String, NDArray> array : arrays.entrySet()) {
        stored.add(FiniteTensors.read(file, array.getKey(), array.getValue().getManager()));
      }
      Adam adam = readOptimizer(file, parameters, secondDecay);
      try {
        int next = 0;
        for (NDArray array : arrays.values()) {
          array.set(new NDIndex("..."), stored.get(next++));
        }
      } catch (RuntimeException e) {
        adam.close();
        throw e;
      }
      return adam;
    }
  }

  private static void check(WeightsFile file, String name, Shape expected)
      throws WeightsFormatException {
    if (!FiniteTensors.shape(file, name, expected).equals(expected)) {
      throw FiniteTensors.wrongShape(file, name, expected);
    }
  }

  private static Adam readOptimizer(
      WeightsFile file, Map<String, NDArray> parameters, double secondDecay) throws IOException {
    NDManager manager = parameters.values().iterator().next().getManager();
    Map<String, NDArray> state = new LinkedHashMap<>();
    try {
      for (String name : file.names()) {
        if (name.startsWith(OPTIMIZER)) {
          state.put(name.substring(OPTIMIZER.length()), FiniteTensors.read(file, name, manager));
        }
      }
      return new Adam(parameters, state, secondDecay);
    } catch (IllegalArgumentException e) {
      state.values().forEach(NDArray::close);
      throw new WeightsFormatException(file.origin(), "the state of Adam: " + e.getMessage());
    } catch (IOException | RuntimeException e) {
      state.values().forEach(NDArray::close);
      throw e;
    }
  }
}
