package io.github.stylizer.metanet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;

/** The same styles at every step. */
record FixedStatistics(float[] values, int styles) implements StyleSampler {
  @Override
  public NDArray statistics(long step, NDManager manager) {
    return manager.create(values, new Shape(styles, values.length / styles));
  }

  @Override
  public void normalize(MetaNetParameters parameters) {
    // The statistics are used as they are.
  }

  @Override
  public String description() {
    return "fixed";
  }

  @Override
  public void close() {
    // Nothing is open.
  }
}
