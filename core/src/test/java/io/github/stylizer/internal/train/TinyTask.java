package io.github.stylizer.internal.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.convolutional.Conv2d;
import io.github.stylizer.internal.loss.LossTerms;
import io.github.stylizer.internal.torch.Tensors;
import io.github.stylizer.testing.Draw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.function.LongToDoubleFunction;

/** Learns to exchange the colors of photos. Tests look into it and disturb it. */
final class TinyTask implements PaintingTask, AutoCloseable {
  static final String SAVED = "tiny.txt";
  static final int MINIMUM_SIDE = 4;

  private final NDManager manager = NDManager.newBaseManager();
  private final Map<String, NDArray> parameters = new LinkedHashMap<>();
  private final NDArray mean = manager.zeros(new Shape(3));
  private final String goal;
  private LongConsumer duringLoss = step -> {};
  private LongToDoubleFunction factor = step -> 1;
  private boolean saving = true;

  TinyTask() {
    this("other colors");
  }

  TinyTask(String goal) {
    this.goal = goal;
    add("mix.weight", 1, new Shape(3, 3, 1, 1));
    add("shift", 2, new Shape(3));
  }

  /** Adds a parameter that has no influence, so that there is more to write. */
  TinyTask withBallast(long size) {
    add("ballast", 3, new Shape(size));
    return this;
  }

  private void add(String name, long seed, Shape shape) {
    parameters.put(name, Draw.array(manager, seed, shape, -1, 1));
  }

  /** Calls something in the middle of every step. */
  void duringLoss(LongConsumer action) {
    this.duringLoss = action;
  }

  /** Makes the gradients of some steps not a number. */
  void breakSteps(LongPredicate steps) {
    this.factor = step -> steps.test(step) ? Double.NaN : 1;
  }

  /** Multiplies the gradients of every step. */
  void scaleSteps(LongToDoubleFunction factors) {
    this.factor = factors;
  }

  void saveNothing() {
    this.saving = false;
  }

  NDManager manager() {
    return manager;
  }

  @Override
  public Map<String, NDArray> parameters() {
    return parameters;
  }

  /** Something that follows from all steps before. */
  @Override
  public Map<String, NDArray> state() {
    return Map.of("mean", mean);
  }

  @Override
  public void completed(long number) {
    try (NDArray half = parameters.get("shift").mul(0.5f)) {
      mean.muli(0.5f).addi(half);
    }
  }

  @Override
  public StepLoss step(long number) {
    return (variables, photos) -> loss(variables, photos, number);
  }

  private LossTerms loss(Map<String, NDArray> variables, NDArray photos, long step) {
    duringLoss.accept(step);
    NDArray output = painted(variables, photos);
    NDArray wanted = photos.flip(1);
    NDArray content = output.sub(wanted).square().mean();
    // Something that follows from the step, as random choices do.
    NDArray style = output.mean().sub((float) Math.sin(step)).square();
    NDArray total = content.add(style);
    Map<String, NDArray> terms = new LinkedHashMap<>();
    terms.put("content", content);
    terms.put("style", style);
    return new LossTerms(terms, Tensors.scale(total, factor.applyAsDouble(step)));
  }

  @Override
  public NDArray paint(NDArray photo) {
    long side = Math.min(photo.getShape().get(2), photo.getShape().get(3));
    if (side < MINIMUM_SIDE) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "a side of %d is too short, at least %d", side, MINIMUM_SIDE));
    }
    return painted(parameters, photo);
  }

  private static NDArray painted(Map<String, NDArray> parameters, NDArray photos) {
    NDList result = Conv2d.conv2d(photos, parameters.get("mix.weight"), parameters.get("shift"));
    return result.singletonOrThrow();
  }

  @Override
  public Map<String, String> description() {
    return Map.of("goal", goal);
  }

  @Override
  public void save(Path directory, long step) throws IOException {
    if (saving) {
      Files.writeString(directory.resolve(SAVED), "after " + step);
    }
  }

  void fill(float value) {
    parameters.values().forEach(array -> array.set(new NDIndex(":"), value));
    mean.set(new NDIndex(":"), value);
  }

  @Override
  public void close() {
    manager.close();
  }
}
