package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Style;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.StyleModel;
import java.util.List;

/**
 * Returns the photo as it is. Refinement then begins with the photo, so that its steps show what
 * the loss alone can do.
 */
final class UnpaintedMethod implements StyleMethod {
  @Override
  public String name() {
    return "photo";
  }

  @Override
  public int preference() {
    return 0;
  }

  @Override
  public StyleModel prepare(List<Style> styles, ProgressListener listener) {
    return new StyleModel() {
      @Override
      public NDArray stylize(NDArray content, ProgressListener progress) {
        return content.duplicate();
      }

      @Override
      public void close() {
        // Has no weights.
      }
    };
  }
}
