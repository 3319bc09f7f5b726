package io.github.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.github.stylizer.internal.nn.ReflectionPad;
import java.time.Duration;

/**
 * The mean of several passes of a transform network over a photo that is moved by up to three
 * pixels. What the network paints depends on the position modulo 4, since it halves its feature
 * maps twice.
 */
record SmoothedModel(StyleModel model, int passes) implements StyleModel {
  // Columns and rows. Most of the pattern repeats every four pixels: four passes, two pixels apart,
  // remove all of that, four more what repeats every two in one direction, and all 16 the rest.
  private static final int[][] SHIFTS = {
    {0, 0}, {2, 2}, {2, 0}, {0, 2},
    {1, 1}, {3, 3}, {3, 1}, {1, 3},
    {1, 0}, {3, 2}, {3, 0}, {1, 2},
    {0, 1}, {2, 3}, {2, 1}, {0, 3}
  };
  static final int MAXIMUM_PASSES = SHIFTS.length;
  private static final int LARGEST_SHIFT = 3;
  private static final String STAGE = "painting";

  @Override
  public NDArray stylize(NDArray content, ProgressListener listener) {
    long began = System.nanoTime();
    listener.onProgress(Progress.of(STAGE, 0, passes, Duration.ZERO));
    try (NDManager scratch = content.getManager().newSubManager()) {
      NDArray sum = pass(content, 0, scratch);
      for (int i = 1; i < passes; i++) {
        listener.onProgress(Progress.of(STAGE, i, passes, since(began)));
        sum.addi(pass(content, i, scratch));
      }
      NDArray mean = sum.div(passes);
      listener.onProgress(Progress.of(STAGE, passes, passes, since(began)));
      mean.attach(content.getManager());
      return mean;
    }
  }

  private static Duration since(long began) {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  private NDArray pass(NDArray content, int index, NDManager scratch) {
    int left = SHIFTS[index][0];
    int top = SHIFTS[index][1];
    try (NDManager manager = scratch.newSubManager()) {
      NDArray moved = ReflectionPad.apply(content, left, 0, top, 0);
      moved.attach(manager);
      NDArray painted = model.stylize(moved);
      // A copy: what is cut off would live as long.
      NDArray picture = painted.get(new NDIndex(":, :, {}:, {}:", top, left)).duplicate();
      picture.attach(scratch);
      return picture;
    }
  }

  @Override
  public int minimumSide() {
    return Math.max(LARGEST_SHIFT + 1, model.minimumSide());
  }

  @Override
  public long memory(int width, int height) {
    return model.memory(width + LARGEST_SHIFT, height + LARGEST_SHIFT);
  }

  @Override
  public StyleModel precision(Precision precision) {
    return new SmoothedModel(model.precision(precision), passes);
  }

  @Override
  public void close() {
    model.close();
  }

  @Override
  public String toString() {
    return model.toString();
  }
}
