package io.github.stylizer.internal.train;

import ai.djl.ndarray.NDArray;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The mean of parameters over the last steps of a training: single steps are noisy, and their mean
 * is a better network than the last of them (Polyak averaging, with a memory that forgets). A task
 * saves it in place of its parameters.
 */
public final class RunningMean {
  // After many steps the mean is over the last 500, and over fewer in the beginning.
  private static final double LONGEST_MEMORY = 0.998;
  private static final double FIRST_MEMORY = 50;

  private final Map<String, NDArray> parameters;
  private final Map<String, NDArray> mean = new LinkedHashMap<>();

  /**
   * Starts with the present values.
   *
   * @param parameters read after every step; copies of them are attached to their managers, which
   *     close them
   */
  public RunningMean(Map<String, NDArray> parameters) {
    this.parameters = Map.copyOf(parameters);
    parameters.forEach((name, array) -> mean.put(name, array.duplicate()));
  }

  /**
   * Returns the mean.
   *
   * @return arrays by the names of the parameters, in their order; changed by {@link #add}
   */
  public Map<String, NDArray> arrays() {
    return Collections.unmodifiableMap(mean);
  }

  /**
   * Returns what a checkpoint must have.
   *
   * @return the arrays of the mean, for {@link TrainingTask#state}
   */
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = new LinkedHashMap<>();
    mean.forEach((name, array) -> state.put("mean." + name, array));
    return state;
  }

  /**
   * Adds the present parameters.
   *
   * @param number of the step that is completed, from 0
   */
  public void add(long number) {
    float memory = (float) Math.min(LONGEST_MEMORY, number / (number + FIRST_MEMORY));
    mean.forEach(
        (name, array) -> {
          NDArray parameter = Objects.requireNonNull(parameters.get(name), name);
          try (NDArray share = parameter.mul(1 - memory)) {
            array.muli(memory).addi(share);
          }
        });
  }
}
