package io.github.stylizer.internal.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.Tensors;
import io.github.stylizer.testing.Draw;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HalfPrecisionTest {
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private float rounded(float value) {
    NDArray half = HalfPrecision.of("w", manager.create(new float[] {value}));
    return half.toType(DataType.FLOAT32, true).getFloat(0);
  }

  /** By IEEE 754: 10 bits behind the point, ties to even, the smallest normal number is 2^-14. */
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-1.5, -1.5",
    "65504, 65504",
    "-65504, -65504",
    "1.00048828125, 1",
    "1.0004885, 1.0009765625",
    "1.00146484375, 1.001953125",
    "6.103515625e-5, 6.103515625e-5",
    "5.9604645e-8, 5.9604645e-8",
    "2.9802322e-8, 0",
  })
  void roundsToTheNearest(float value, float expected) {
    assertThat(rounded(value)).isEqualTo(expected);
  }

  @Test
  void differsByLessThanOnePartIn2048() {
    NDArray tensor = Draw.array(manager, 21, new Shape(3, 4, 5), 0.01f, 2);
    NDArray half = HalfPrecision.of("w", tensor);
    assertThat(half.getDataType()).isEqualTo(DataType.FLOAT16);
    assertThat(half.getShape()).isEqualTo(tensor.getShape());
    float[] before = tensor.toFloatArray();
    float[] after = half.toType(DataType.FLOAT32, true).toFloatArray();
    for (int i = 0; i < before.length; i++) {
      assertThat(Math.abs(after[i] - before[i])).isLessThanOrEqualTo(before[i] / 2048);
    }
  }

  @ParameterizedTest
  @ValueSource(
      floats = {
        65505,
        -65505,
        Float.MAX_VALUE,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.NaN,
      })
  void whatItCannotHoldIsRefused(float value) {
    NDArray tensor = manager.create(new float[] {0.5f, value, -0.5f});
    int held = manager.getManagedArrays().size();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HalfPrecision.of("dense.weight", tensor))
        .withMessageContainingAll("dense.weight", " " + value + ",", "65504", "full precision");
    assertThat(manager.getManagedArrays()).hasSize(held);
  }

  @Test
  void otherTypesAndNoNumbersAreRefused() {
    for (DataType type : new DataType[] {DataType.FLOAT16, DataType.FLOAT64, DataType.INT32}) {
      NDArray tensor = manager.ones(new Shape(2, 3), type);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> HalfPrecision.of("w", tensor))
          .withMessageContainingAll("w", Tensors.typeName(type), "(2, 3)", "float32");
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> HalfPrecision.of("w", manager.create(new Shape(4, 0))))
        .withMessageContainingAll("(4, 0)", "non-empty");
  }

  @Test
  void theTensorStaysAsItIsAndOnlyTheResultIsNew() {
    NDArray tensor = Draw.array(manager, 22, new Shape(7), -1, 1);
    float[] before = tensor.toFloatArray();
    tensor.setRequiresGradient(true);
    int held = manager.getManagedArrays().size();
    NDArray half = HalfPrecision.of("w", tensor);
    assertThat(half.hasGradient()).isFalse();
    assertThat(half.getManager()).isSameAs(manager);
    assertThat(manager.getManagedArrays()).hasSize(held + 1);
    assertThat(tensor.toFloatArray()).containsExactly(before);
    assertThat(tensor.getDataType()).isEqualTo(DataType.FLOAT32);
  }
}
