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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReflectionPadTest {
  private static final Shape SHAPE = new Shape(2, 3, 4, 6);

  private final NDManager manager = NDManager.newBaseManager();
  private final NDArray input = Draw.array(manager, 1, SHAPE, -1, 1);

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, 0",
    "1, 1, 1, 1",
    "2, 0, 0, 0",
    "0, 2, 0, 0",
    "0, 0, 2, 0",
    "0, 0, 0, 2",
    "5, 5, 3, 3",
    "1, 2, 3, 0",
  })
  void mapsPixelsLikeAMirrorInValueAndGradient(int left, int right, int top, int bottom)
      throws InterruptedException {
    LayerCheck.agrees(
        List.of(input),
        points -> ReflectionPad.apply(points.head(), left, right, top, bottom),
        p -> PlainLayers.padded(p[0], SHAPE, left, right, top, bottom));
  }

  @Test
  void borderIsNotRepeated() {
    NDArray row = manager.create(new float[] {1, 2, 3, 4, 5, 6}, new Shape(1, 1, 2, 3));
    NDArray padded = ReflectionPad.apply(row, 1);
    assertThat(padded.getShape()).isEqualTo(new Shape(1, 1, 4, 5));
    assertThat(padded.toFloatArray())
        .containsExactly(5, 4, 5, 6, 5, 2, 1, 2, 3, 2, 5, 4, 5, 6, 5, 2, 1, 2, 3, 2);
  }

  @Test
  void resultIsTheCallersEvenWithoutPadding() {
    float[] before = input.toFloatArray();
    NDArray result = ReflectionPad.apply(input, 0);
    result.muli(2f);
    result.close();
    assertThat(input.toFloatArray()).containsExactly(before);
  }

  @ParameterizedTest
  @CsvSource({
    "6, 0, 0, 0, 6",
    "0, 6, 0, 0, 6",
    "0, 0, 4, 0, 4",
    "0, 0, 0, 4, 4",
    "-1, 0, 0, 0, -1",
    "0, 0, 0, -1, -1",
    "2147483647, 0, 0, 0, 2147483647",
  })
  void paddingStaysInsideThePicture(int left, int right, int top, int bottom, String named) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ReflectionPad.apply(input, left, right, top, bottom))
        .withMessageContaining(named);
    assertThat(manager.getManagedArrays()).containsExactly(input);
  }

  @Test
  void otherShapesAreRefused() {
    for (Shape shape : List.of(new Shape(8), new Shape(3, 8, 8), new Shape(1, 1, 3, 8, 8))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> ReflectionPad.apply(manager.zeros(shape), 1))
          .withMessageContaining(shape.toString());
    }
  }
}
