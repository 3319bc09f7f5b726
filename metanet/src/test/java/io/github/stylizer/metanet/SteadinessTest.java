package io.github.stylizer.metanet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.testing.Draw;
import java.util.HashSet;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SteadinessTest {
  private final NDManager manager = NDManager.newBaseManager();
  private final NDArray photos = Draw.array(manager, 91, new Shape(2, 3, 40, 36), -2, 2);
  private final Steadiness steadiness = new Steadiness(2, 5);

  @AfterEach
  void close() {
    manager.close();
  }

  private double term(long step, UnaryOperator<NDArray> paint) {
    return steadiness.term(step, photos, paint.apply(photos), paint).getFloat();
  }

  /** Every second column darker, wherever the photo begins. */
  private static NDArray striped(NDArray pictures) {
    long width = pictures.getShape().get(3);
    NDArray columns =
        pictures.getManager().arange(0, width).mod(2).toType(pictures.getDataType(), false);
    return pictures.add(columns);
  }

  @Test
  void whatFollowsThePhotoCostsNothing() {
    for (int step = 0; step < 20; step++) {
      assertThat(term(step, pictures -> pictures.mul(3).add(1))).isZero();
    }
  }

  @Test
  void patternsThatDoNotFollowAreMeasured() {
    Set<Double> found = new HashSet<>();
    for (int step = 0; step < 40; step++) {
      found.add((double) Math.round(1e4 * term(step, SteadinessTest::striped)) / 1e4);
    }
    // Shifted by 0 or 2 columns the stripes are the same ones; by 1 or 3, all differ by 1.
    assertThat(found).containsExactlyInAnyOrder(0.0, 2.0);
  }

  @Test
  void edgesDoNotCount() {
    UnaryOperator<NDArray> darkEdge =
        pictures -> {
          NDArray result = pictures.duplicate();
          result.set(new NDIndex(":, :, :, :4"), 0);
          return result;
        };
    for (int step = 0; step < 20; step++) {
      assertThat(term(step, darkEdge)).isZero();
    }
  }

  @Test
  void shiftsFollowFromStepAndSeed() {
    UnaryOperator<NDArray> noise =
        pictures -> pictures.add(Draw.array(manager, 92, pictures.getShape(), -1, 1));
    assertThat(term(3, noise)).isCloseTo(term(3, noise), within(0.0)).isPositive();
    Set<Double> several = new HashSet<>();
    for (int step = 0; step < 30; step++) {
      several.add(term(step, noise));
    }
    assertThat(several).hasSizeGreaterThan(8);
  }
}
