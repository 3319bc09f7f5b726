package io.github.stylizer.gatys;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.function.UnaryOperator;

/** Paints the photos of a batch one after the other. */
final class PhotoByPhoto {
  private PhotoByPhoto() {}

  /**
   * Paints a batch.
   *
   * @param content {@code (N, 3, H, W)}; not modified
   * @param painter paints {@code (1, 3, H, W)}, and attaches the result to the manager of the photo
   * @return {@code (N, 3, H, W)}, attached to the manager of {@code content}
   */
  static NDArray paint(NDArray content, UnaryOperator<NDArray> painter) {
    try (NDManager manager = content.getManager().newSubManager()) {
      NDList results = new NDList();
      for (long i = 0; i < content.getShape().get(0); i++) {
        NDArray photo = content.get(i);
        photo.attach(manager);
        NDArray batchOfOne = photo.expandDims(0);
        batchOfOne.attach(manager);
        results.add(painter.apply(batchOfOne));
      }
      NDArray result = results.size() == 1 ? results.head() : NDArrays.concat(results, 0);
      result.attach(content.getManager());
      return result;
    }
  }
}
