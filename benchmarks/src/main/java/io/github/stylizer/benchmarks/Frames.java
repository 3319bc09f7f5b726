package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.function.Supplier;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What the original's measurements have in common: the same random 256x256 image with levels 0 … 1
 * is computed repeatedly, and the first calls count like all others.
 */
@State(Scope.Benchmark)
public class Frames {
  static final int BASE = 32;
  private static final int SIDE = 256;

  /** The number of runs. */
  @Param("1000")
  public int frames;

  private NDManager manager;
  private NDArray input;

  /** Creates the image on the device. */
  @Setup
  public void open() {
    manager = NDManager.newBaseManager();
    input = manager.randomUniform(0, 1, new Shape(1, 3, SIDE, SIDE), DataType.FLOAT32);
    ReadBack.of(input);
  }

  NDArray input() {
    return input;
  }

  /** Computes a result for each frame, and reads a value of the last. */
  float paint(Supplier<NDArray> picture) {
    for (int frame = 1; frame < frames; frame++) {
      picture.get().close();
    }
    try (NDArray last = picture.get()) {
      return ReadBack.of(last);
    }
  }

  /** Frees the image. */
  @TearDown
  public void close() {
    manager.close();
  }
}
