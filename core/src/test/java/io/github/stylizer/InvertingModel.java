package io.github.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.CloseGuard;
import io.github.stylizer.internal.torch.ConcurrencyLimit;
import io.github.stylizer.internal.torch.Tensors;
import java.time.Duration;
import java.util.Locale;

/** Paints negatives: the simplest model that keeps the contract. Level v becomes 255 - v. */
final class InvertingModel implements StyleModel {
  static final int MINIMUM_SIDE = 2;

  // (1 - 2 mean) / std of each channel: where a normalized value and its negative meet, twice.
  private static final float[] OFFSETS = {0.03f / 0.229f, 0.088f / 0.224f, 0.188f / 0.225f};

  private final CloseGuard guard = new CloseGuard("model");
  private volatile boolean closed;

  @Override
  public NDArray stylize(NDArray content, ProgressListener listener) {
    guard.requireOpen();
    Shape shape = content.getShape();
    if (shape.dimension() != 4
        || shape.get(1) != 3
        || content.getDataType() != DataType.FLOAT32
        || Math.min(shape.get(2), shape.get(3)) < MINIMUM_SIDE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "expected float32 (N, 3, H, W) with sides of at least %d, but found %s %s",
              MINIMUM_SIDE,
              Tensors.typeName(content.getDataType()),
              shape));
    }
    listener.onProgress(Progress.of("inverting", 1, 1, Duration.ZERO));
    return guard.compute(
        shape, () -> ConcurrencyLimit.pass(() -> inverted(content), NDArray::close));
  }

  private static NDArray inverted(NDArray content) {
    try (NDArray offsets = content.getManager().create(OFFSETS, new Shape(1, 3, 1, 1))) {
      return offsets.sub(content);
    }
  }

  @Override
  public int minimumSide() {
    return MINIMUM_SIDE;
  }

  boolean isClosed() {
    return closed;
  }

  @Override
  public void close() {
    guard.close(() -> closed = true);
  }
}
