package io.github.stylizer.testing;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.Tensors;
import java.util.List;
import java.util.function.Consumer;

/** Arrays that are not a batch of pictures {@code (N, 3, H, W)} float32. */
final class WrongPictures {
  private WrongPictures() {}

  /** Wrong shapes are refused with the shape in the message. */
  static void assertShapesRefused(NDManager manager, int side, Consumer<NDArray> consumer) {
    List<Shape> shapes =
        List.of(
            new Shape(side, side),
            new Shape(3, side, side),
            new Shape(1, 1, side, side),
            new Shape(1, 4, side, side),
            new Shape(1, side, side, 3),
            new Shape(1, 1, 3, side, side));
    for (Shape shape : shapes) {
      assertThatIllegalArgumentException()
          .as("shape %s", shape)
          .isThrownBy(() -> consumer.accept(manager.zeros(shape)))
          .withMessageContaining(shape.toString());
    }
  }

  /** Wrong types are refused with the type in the message. */
  static void assertTypesRefused(NDManager manager, int side, Consumer<NDArray> consumer) {
    Shape shape = new Shape(1, 3, side, side);
    for (DataType type : List.of(DataType.FLOAT64, DataType.INT32, DataType.UINT8)) {
      assertThatIllegalArgumentException()
          .as("type %s", type)
          .isThrownBy(() -> consumer.accept(manager.zeros(shape, type)))
          .withMessageContaining(Tensors.typeName(type));
    }
  }

  /** Pictures with a side below the minimum are refused with size and limit in the message. */
  static void assertTooSmallRefused(NDManager manager, int minimum, Consumer<NDArray> consumer) {
    int small = minimum - 1;
    int large = minimum + 5;
    for (Shape shape : List.of(new Shape(1, 3, small, large), new Shape(2, 3, large, small))) {
      assertThatIllegalArgumentException()
          .as("shape %s", shape)
          .isThrownBy(() -> consumer.accept(manager.zeros(shape)))
          .withMessageContaining(String.valueOf(small))
          .withMessageContaining(String.valueOf(minimum));
    }
  }
}
