package io.github.stylizer.internal.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.github.stylizer.tensor.ImageTensors;
import java.util.function.UnaryOperator;

/** What photos get before a transform network paints them, and what is cut off afterwards. */
public final class PaintedPhotos {
  // The padding of every convolution repeats what is near the edge, and an anti-aliased network
  // makes a band of some eight pixels of it, darker or lighter than the rest. With a mirrored
  // margin the band lies outside. 8 pixels end it; 16 and 32 are no better.
  static final int MARGIN = 8;

  private PaintedPhotos() {}

  /**
   * Paints photos: drawn ones with {@link Dither noise}, and for an anti-aliased network with a
   * mirrored margin and without its {@link GridPattern pattern}.
   *
   * @param photos {@code (N, 3, H, W)}, normalized RGB, each side at least {@link
   *     TransformNet#MINIMUM_SIDE}; not modified
   * @param net the network that paints
   * @param paint maps photos to painted photos of the same shape, attached to the same manager
   * @return the painted photos, {@code (N, 3, H, W)}, attached to the manager of {@code photos}
   * @throws IllegalArgumentException if the shape or type is wrong
   */
  public static NDArray of(NDArray photos, TransformNet net, UnaryOperator<NDArray> paint) {
    try (NDManager scratch = photos.getManager().newSubManager()) {
      NDArray painted = paint.apply(prepared(photos, net, scratch));
      if (net.antialiased()) {
        painted.attach(scratch);
        painted = withoutPattern(painted, net);
        painted.attach(scratch);
        painted = inner(painted, photos);
      }
      painted.attach(photos.getManager());
      return painted;
    }
  }

  /**
   * Removes the {@link GridPattern pattern} of an anti-aliased network. A training does so before
   * the loss, or the network would come to rely on a pattern that nobody gets to see.
   *
   * @param painted {@code (N, 3, H, W)}, each side at least 4; not modified
   * @param net the network that painted
   * @return an array of the same shape, {@code painted} itself if the network is not anti-aliased;
   *     gradients flow through it
   */
  public static NDArray withoutPattern(NDArray painted, TransformNet net) {
    return net.antialiased() ? GridPattern.removed(painted) : painted;
  }

  /**
   * Returns what a network gets in place of photos.
   *
   * @param scratch for new arrays
   * @return the photos themselves, or an array attached to {@code scratch}
   */
  static NDArray prepared(NDArray photos, TransformNet net, NDManager scratch) {
    ImageTensors.requireBatch(photos, TransformNet.MINIMUM_SIDE);
    // With given statistics, whoever cuts the photo into tiles adds the noise to all or none.
    NDArray prepared = net.norm() == Norm.NONE ? photos : Dither.ofDrawings(photos);
    if (prepared != photos) {
      prepared.attach(scratch);
    }
    if (net.antialiased()) {
      prepared = ReflectionPad.apply(prepared, MARGIN);
      prepared.attach(scratch);
    }
    return prepared;
  }

  private static NDArray inner(NDArray painted, NDArray photos) {
    long bottom = MARGIN + photos.getShape().get(2);
    long right = MARGIN + photos.getShape().get(3);
    NDArray inner = painted.get(new NDIndex(":, :, {}:{}, {}:{}", MARGIN, bottom, MARGIN, right));
    try {
      // A copy: what is cut off would live as long as the picture.
      return inner.duplicate();
    } finally {
      inner.close();
    }
  }
}
