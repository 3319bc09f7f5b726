package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.testing.Draw;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NearestUpsampleTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void repeatsPixelsInValueAndGradient() throws InterruptedException {
    Shape shape = new Shape(2, 3, 3, 5);
    LayerCheck.agrees(
        List.of(Draw.array(manager, 1, shape, -1, 1)),
        points -> NearestUpsample.apply(points.head()),
        p -> PlainLayers.upsampled(p[0], shape));
  }

  @Test
  void onePixelBecomesFour() {
    NDArray row = manager.create(new float[] {1, 2}, new Shape(1, 1, 1, 2));
    NDArray larger = NearestUpsample.apply(row);
    assertThat(larger.getShape()).isEqualTo(new Shape(1, 1, 2, 4));
    assertThat(larger.toFloatArray()).containsExactly(1, 1, 2, 2, 1, 1, 2, 2);
  }

  @Test
  void otherShapesAreRefused() {
    for (Shape shape : List.of(new Shape(8), new Shape(3, 8, 8), new Shape(1, 1, 3, 8, 8))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> NearestUpsample.apply(manager.zeros(shape)))
          .withMessageContaining(shape.toString());
    }
  }
}
