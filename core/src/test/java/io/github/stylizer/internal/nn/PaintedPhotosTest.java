package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.testing.Draw;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PaintedPhotosTest {
  private static final TransformNet PLAIN = TransformNet.of(8);
  private static final TransformNet SMOOTH = PLAIN.antialiased(true);
  private static final int HEIGHT = 16;
  private static final int WIDTH = 21;

  private final NDManager manager = PyTorchEngine.newManager();
  private final NDArray photos = Draw.array(manager, 1, new Shape(2, 3, HEIGHT, WIDTH), -2, 2);

  @AfterEach
  void close() {
    manager.close();
  }

  @Test
  void aPlainNetworkGetsThePhotoItself() {
    NDArray painted =
        PaintedPhotos.of(
            photos,
            PLAIN,
            given -> {
              assertThat(given).isSameAs(photos);
              return given.mul(2);
            });
    assertThat(painted).isEqualTo(photos.mul(2));
  }

  @Test
  void anAntialiasedNetworkGetsAMirroredMarginThatIsCutOff() {
    AtomicReference<float[]> row = new AtomicReference<>();
    NDArray painted =
        PaintedPhotos.of(
            photos,
            SMOOTH,
            given -> {
              assertThat(given.getShape()).isEqualTo(new Shape(2, 3, HEIGHT + 16, WIDTH + 16));
              row.set(given.get("1, 2, 0, :").toFloatArray());
              return given.mul(2);
            });
    NDArray doubled = ReflectionPad.apply(photos, 8).mul(2);
    assertThat(painted).isEqualTo(GridPattern.removed(doubled).get(":, :, 8:24, 8:29"));
    // The uppermost row is the photo's ninth, and its first value is that of the ninth column.
    float[] ninth = photos.get("1, 2, 8, :").toFloatArray();
    assertThat(row.get()[0]).isEqualTo(ninth[8]);
    assertThat(row.get()[7]).isEqualTo(ninth[1]);
    assertThat(row.get()[8]).isEqualTo(ninth[0]);
    assertThat(row.get()[WIDTH + 8]).isEqualTo(ninth[WIDTH - 2]);
  }

  @Test
  void noArrayIsLeft() {
    NDArray flat = manager.zeros(new Shape(1, 3, HEIGHT, WIDTH));
    int before = manager.getManagedArrays().size();
    for (TransformNet net : new TransformNet[] {PLAIN, SMOOTH}) {
      try (NDArray painted = PaintedPhotos.of(flat, net, NDArray::duplicate)) {
        assertThat(painted).as("with noise").isNotEqualTo(flat);
        assertThat(manager.getManagedArrays()).hasSize(before + 1);
      }
      assertThat(manager.getManagedArrays()).hasSize(before);
    }
  }

  @Test
  void whatIsNoPhotoIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                PaintedPhotos.of(
                    manager.zeros(new Shape(1, 3, 15, 20)), SMOOTH, NDArray::duplicate))
        .withMessageContaining("at least 16");
  }
}
