package io.github.stylizer;

import ai.djl.ndarray.NDArray;

/** A model that somebody else owns: closing it is a no-op. */
record BorrowedModel(StyleModel model) implements StyleModel {
  @Override
  public NDArray stylize(NDArray content, ProgressListener listener) {
    return model.stylize(content, listener);
  }

  @Override
  public int minimumSide() {
    return model.minimumSide();
  }

  @Override
  public long memory(int width, int height) {
    return model.memory(width, height);
  }

  @Override
  public StyleModel precision(Precision precision) {
    return model.precision(precision);
  }

  @Override
  public void close() {}

  @Override
  public String toString() {
    return model.toString();
  }
}
