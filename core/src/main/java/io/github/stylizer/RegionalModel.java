package io.github.stylizer;

import ai.djl.ndarray.NDArray;
import java.util.List;

/**
 * A model that can paint several styles into one picture, each in a region, instead of a picture
 * for each style: so that strokes of one style end where those of another begin. {@link
 * Stylizer#regions} uses it if all of its styles are painted by such models that {@linkplain
 * #joins(StyleModel) join}.
 */
public interface RegionalModel extends StyleModel {

  /**
   * A region of a picture.
   *
   * @param style paints it
   * @param share {@code (1, 1, H, W)}, of the size of the photo: from 0, outside, to 1, inside; not
   *     modified
   */
  record Region(StyleModel style, NDArray share) {}

  /**
   * Returns whether this model can paint a picture together with another one.
   *
   * @param other paints a region
   * @return whether it is of the same method with the same options
   */
  boolean joins(StyleModel other);

  /**
   * Paints a photo.
   *
   * @param photo {@code (1, 3, H, W)}, normalized RGB; not modified
   * @param regions whose shares add up to 1 everywhere; this model paints one of them, and joins
   *     all others
   * @param listener receives progress
   * @return the picture, of the same shape, attached to the manager of the photo
   * @throws IllegalArgumentException if a shape is wrong, or a style does not join
   */
  NDArray stylize(NDArray photo, List<Region> regions, ProgressListener listener);
}
