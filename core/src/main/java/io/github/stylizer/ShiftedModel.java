package io.github.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.github.stylizer.internal.nn.ReflectionPad;
import io.github.stylizer.internal.nn.TransformNet;
import java.awt.Point;
import java.time.Duration;

/**
 * A transform network over a photo that is moved by up to three pixels, or the mean of several such
 * passes. What the network paints depends on the position modulo 4, since it halves its feature
 * maps twice.
 *
 * @param x how far the photo is moved to the right, 0 … 3
 * @param y how far down, 0 … 3
 */
record ShiftedModel(StyleModel model, int passes, int x, int y) implements StyleModel {
  private static final int PERIOD = TransformNet.MULTIPLE;

  // Columns and rows. Most of the pattern repeats every four pixels: four passes, two pixels apart,
  // remove all of that, four more what repeats every two in one direction, and all 16 the rest.
  private static final int[][] SHIFTS = {
    {0, 0}, {2, 2}, {2, 0}, {0, 2},
    {1, 1}, {3, 3}, {3, 1}, {1, 3},
    {1, 0}, {3, 2}, {3, 0}, {1, 2},
    {0, 1}, {2, 3}, {2, 1}, {0, 3}
  };
  static final int MAXIMUM_PASSES = SHIFTS.length;
  private static final int LARGEST_SHIFT = PERIOD - 1;
  private static final String STAGE = "painting";

  /**
   * Moves the photo so that a point of it comes to lie where the network's pattern begins.
   *
   * @param passes from 1 to {@link #MAXIMUM_PASSES}
   * @return the model itself if nothing is moved
   */
  static StyleModel of(StyleModel model, int passes, Point origin) {
    int x = Math.floorMod(-origin.x, PERIOD);
    int y = Math.floorMod(-origin.y, PERIOD);
    return passes == 1 && x == 0 && y == 0 ? model : new ShiftedModel(model, passes, x, y);
  }

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
    int left = (SHIFTS[index][0] + x) % PERIOD;
    int top = (SHIFTS[index][1] + y) % PERIOD;
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
    return new ShiftedModel(model.precision(precision), passes, x, y);
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
