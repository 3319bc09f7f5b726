package io.github.stylizer.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.PyTorchEngine;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RunningMeanTest {
  private final NDManager manager = PyTorchEngine.newManager();
  private final NDArray parameter = manager.create(new float[] {8, -2}, new Shape(2));
  private final RunningMean mean = new RunningMean(Map.of("weight", parameter));

  @AfterEach
  void close() {
    manager.close();
  }

  private float[] values() {
    return mean.arrays().get("weight").toFloatArray();
  }

  @Test
  void itBeginsWithTheParametersAndIsACopy() {
    parameter.muli(0);
    assertThat(values()).containsExactly(8, -2);
    assertThat(mean.state().get("mean.weight")).isSameAs(mean.arrays().get("weight"));
  }

  @Test
  void theFirstStepReplacesTheStart() {
    parameter.set(new float[] {1, 3});
    mean.add(0);
    assertThat(values()).containsExactly(1, 3);
  }

  /** A ramp: the mean lags behind by as many steps as it remembers. */
  @Test
  void itRemembersOneStepInFiftyAndAtMostFiveHundred() {
    int number = 0;
    for (int last : new int[] {500, 5_000, 60_000}) {
      for (; number < last; number++) {
        parameter.set(new float[] {number, -number});
        mean.add(number);
      }
      double lag = number - 1 - values()[0];
      assertThat(values()[1]).isEqualTo(-values()[0]);
      // Less than one step in fifty: the older ones weigh what they did when it remembered fewer.
      double steps = Math.min(499, (last - 1) / 51.0);
      assertThat(lag).as("after %d steps", last).isCloseTo(steps, within(0.02 * steps + 0.1));
    }
  }

  @Test
  void noArrayIsLeft() {
    int arrays = manager.getManagedArrays().size();
    mean.add(3);
    assertThat(manager.getManagedArrays()).hasSize(arrays);
  }
}
