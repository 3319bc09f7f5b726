package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.FiniteDifferences;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InstanceNormTest {
  private static final Shape SHAPE = new Shape(2, 3, 4, 5);

  private final NDManager manager = NDManager.newBaseManager();
  private final NDArray input = Draw.array(manager, 1, SHAPE, -1, 3);

  @AfterEach
  void close() {
    manager.close();
  }

  private static float[] loops(NDArray array, Shape shape) {
    return FiniteDifferences.rounded(
        PlainLayers.normalized(FiniteDifferences.widened(array.toFloatArray()), shape));
  }

  @Test
  void isTheLoopInValueAndGradient() throws InterruptedException {
    LayerCheck.agrees(
        List.of(input),
        points -> InstanceNorm.apply(points.head()),
        p -> PlainLayers.normalized(p[0], SHAPE));
  }

  @ParameterizedTest
  @CsvSource({"false", "true"})
  void scaleAndShiftAreOfAChannelOrOfAPicture(boolean own) throws InterruptedException {
    Shape parameters = own ? SHAPE.slice(0, 2) : SHAPE.slice(1, 2);
    LayerCheck.agrees(
        List.of(
            input,
            Draw.array(manager, 2, parameters, -2, 2),
            Draw.array(manager, 3, parameters, -2, 2)),
        p -> InstanceNorm.apply(p.get(0), p.get(1), p.get(2)),
        p -> PlainLayers.normalized(p[0], SHAPE, p[1], p[2]));
  }

  @Test
  void everyChannelOfEveryPictureHasMeanZeroAndVarianceOne() {
    NDArray rows = InstanceNorm.apply(input.mul(50f)).reshape(6, 20);
    for (float mean : rows.mean(new int[] {1}).toFloatArray()) {
      assertThat(mean).isCloseTo(0, within(1e-5f));
    }
    for (float variance : rows.square().mean(new int[] {1}).toFloatArray()) {
      assertThat(variance).isCloseTo(1, within(1e-5f));
    }
  }

  @Test
  void scaleAndOffsetOfAChannelMakeNoDifference() {
    NDArray changed = input.mul(1000f).add(500f);
    assertThat(
            ErrorMeasures.relative(InstanceNorm.apply(changed).toFloatArray(), loops(input, SHAPE)))
        .isLessThan(1e-4);
  }

  @Test
  void constantChannelBecomesZero() {
    NDArray flat = manager.full(SHAPE, 0.1f);
    assertThat(InstanceNorm.apply(flat).abs().max().getFloat()).isLessThan(1e-4f);
  }

  @Test
  void lowContrastIsNotLostInRounding() {
    Shape shape = new Shape(1, 2, 128, 128);
    NDArray faint = Draw.array(manager, 4, shape, 2.09, 2.11);
    assertThat(
            ErrorMeasures.relative(InstanceNorm.apply(faint).toFloatArray(), loops(faint, shape)))
        .isLessThan(1e-3);
  }

  @Test
  void aKernelMayBeTheScale() {
    NDArray scale = Draw.array(manager, 2, new Shape(3), -2, 2);
    NDArray shift = Draw.array(manager, 3, new Shape(3), -2, 2);
    assertThat(InstanceNorm.apply(input, scale.reshape(3, 1, 1, 1), shift))
        .isEqualTo(InstanceNorm.apply(input, scale, shift));
    NDArray own = scale.stack(scale.neg());
    NDArray ownShift = shift.stack(shift);
    assertThat(InstanceNorm.apply(input, own.reshape(2, 3, 1, 1, 1), ownShift))
        .isEqualTo(InstanceNorm.apply(input, own, ownShift));
  }

  @Test
  void leavesNothingWithTheScale() {
    try (NDManager weights = NDManager.newBaseManager()) {
      NDArray scale = weights.ones(new Shape(3));
      NDArray shift = weights.zeros(new Shape(3));
      NDArray result = InstanceNorm.apply(input, scale, shift);
      assertThat(weights.getManagedArrays()).containsExactlyInAnyOrder(scale, shift);
      assertThat(manager.getManagedArrays()).containsExactlyInAnyOrder(input, result);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"4 | 4", "1 | 1", "4,3 | 4,3", "1,3 | 1,3", "3 | 2,3", "2,3 | 3", "6 | 6"})
  void otherScalesAndShiftsAreShown(String scale, String shift) {
    NDArray scales = manager.ones(shape(scale));
    NDArray shifts = manager.zeros(shape(shift));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> InstanceNorm.apply(input, scales, shifts))
        .withMessageContainingAll(
            SHAPE.toString(), scales.getShape().toString(), shifts.getShape().toString());
  }

  private static Shape shape(String text) {
    return new Shape(List.of(text.split(",")).stream().mapToLong(Long::parseLong).toArray());
  }

  @Test
  void otherShapesAreRefused() {
    for (Shape shape : List.of(new Shape(8), new Shape(3, 8, 8), new Shape(1, 1, 3, 8, 8))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> InstanceNorm.apply(manager.zeros(shape)))
          .withMessageContaining(shape.toString());
    }
  }
}
