package io.github.stylizer;

import io.github.stylizer.internal.refine.DefaultExtractor;
import io.github.stylizer.internal.refine.Refiner;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * How a painted picture is refined.
 *
 * @param steps of optimization; 0 for none
 * @param extractor the features to compare; null for those of the compact VGG
 */
record Refinement(int steps, @Nullable FeatureExtractor extractor) {
  static final Refinement NONE = new Refinement(0, null);

  Refinement {
    if (steps < 0) {
      throw new IllegalArgumentException("the steps must be at least 0, but are " + steps);
    }
  }

  boolean isNone() {
    return steps == 0;
  }

  Refiner refiner() throws IOException {
    return new Refiner(extractor == null ? DefaultExtractor.shared() : extractor);
  }
}
