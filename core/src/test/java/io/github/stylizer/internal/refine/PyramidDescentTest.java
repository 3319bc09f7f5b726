package io.github.stylizer.internal.refine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.testing.Draw;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PyramidDescentTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final NDArray start = Draw.array(manager, 1, new Shape(1, 3, 40, 33), -2, 2);
  private final NDArray goal = Draw.array(manager, 2, new Shape(1, 3, 40, 33), -2, 2);

  @AfterEach
  void free() {
    Thread.interrupted();
    manager.close();
  }

  private double distance(NDArray image) {
    return image.sub(goal).square().mean().getFloat();
  }

  @Test
  void descendsTowardsTheMinimum() {
    float[] before = start.toFloatArray();
    NDArray result = PyramidDescent.minimize(start, 300, 0.03, (image, step) -> image.sub(goal));
    assertThat(distance(result)).isLessThan(0.01 * distance(start));
    assertThat(start.toFloatArray()).containsExactly(before);
  }

  /** On the pixels of the image, 30 steps of 0.01 move no mean further than 0.3. */
  @Test
  void movesLargeAreasFasterThanPixelsWould() {
    NDArray brighter = start.add(2);
    NDArray result = PyramidDescent.minimize(start, 30, 0.01, (image, step) -> image.sub(brighter));
    assertThat(result.mean().getFloat() - start.mean().getFloat()).isGreaterThan(0.6f);
  }

  @Test
  void leavesNothingButTheResult() {
    int before = manager.getManagedArrays().size();
    NDArray result = PyramidDescent.minimize(start, 3, 0.03, (image, step) -> image.sub(goal));
    assertThat(manager.getManagedArrays()).hasSize(before + 1).contains(result);
  }

  @Test
  void anInterruptKeepsTheImageSoFar() {
    List<float[]> seen = new ArrayList<>();
    NDArray result =
        PyramidDescent.minimize(
            start,
            100,
            0.03,
            (image, step) -> {
              seen.add(image.toFloatArray());
              if (step == 4) {
                throw new InterruptedException();
              }
              return image.sub(goal);
            });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(seen).hasSize(5);
    assertThat(result.toFloatArray()).containsExactly(seen.get(4));
  }
}
