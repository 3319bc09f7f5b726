package io.github.stylizer.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.loss.ChannelStatistics;
import io.github.stylizer.internal.loss.GramMatrix;
import io.github.stylizer.testing.Draw;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A garbage collection between forward and backward pass must not change a gradient. */
class TensorsTest {
  private static final int BUFFERS = 20_000;

  private final NDManager manager = NDManager.newBaseManager();
  private final List<ByteBuffer> garbage = new ArrayList<>();

  @AfterEach
  void close() {
    manager.close();
  }

  /** Frees what nobody holds and writes something else in its place. */
  private void collectGarbage() throws InterruptedException {
    for (int i = 0; i < 3; i++) {
      System.gc();
      Thread.sleep(20);
    }
    for (int i = 0; i < BUFFERS; i++) {
      ByteBuffer buffer = ByteBuffer.allocateDirect(Float.BYTES).order(ByteOrder.nativeOrder());
      buffer.putFloat(0, 1e30f);
      garbage.add(buffer);
    }
  }

  private float[] gradient(Function<NDArray, NDArray> function, boolean collecting)
      throws InterruptedException {
    NDArray point = Draw.array(manager, 5, new Shape(1, 2, 3, 4), -1, 1);
    return Gradients.compute(
            point,
            variable -> {
              NDArray value = function.apply(variable);
              if (collecting) {
                try {
                  collectGarbage();
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              }
              return value;
            })
        .toFloatArray();
  }

  private void assertSurvives(Function<NDArray, NDArray> function) throws InterruptedException {
    assertThat(gradient(function, true)).containsExactly(gradient(function, false));
  }

  @Test
  void theProductIsRight() {
    NDArray array = manager.create(new float[] {1, -2, 0.5f});
    assertThat(Tensors.scale(array, 0.1).toFloatArray()).containsExactly(0.1f, -0.2f, 0.05f);
    assertThat(Tensors.scale(array, 0.1).getManager()).isSameAs(manager);
  }

  @Test
  void gradientsSurviveACollection() throws InterruptedException {
    assertSurvives(variable -> Tensors.scale(Tensors.scale(variable, 3).square().sum(), 0.25));
  }

  @Test
  void gramMatricesSurviveACollection() throws InterruptedException {
    assertSurvives(variable -> GramMatrix.compute(variable).square().sum());
  }

  @Test
  void statisticsSurviveACollection() throws InterruptedException {
    assertSurvives(variable -> ChannelStatistics.compute(new NDList(variable)).square().sum());
  }
}
