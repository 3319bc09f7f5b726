package io.github.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.stylizer.internal.torch.Gradients;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A network that turns images into named feature maps, the <em>taps</em> that perceptual losses
 * compare. Gradients flow from the taps back to the images while a gradient collector is open.
 *
 * <p>Safe for concurrent use; owns its weights until {@link #close()}.
 */
public interface FeatureExtractor extends AutoCloseable {

  /**
   * Returns the names of the taps, from the shallowest to the deepest, for instance {@code relu1_2,
   * relu2_2, relu3_3, relu4_3}.
   *
   * @return the names, in the order of {@link #features}
   */
  List<String> taps();

  /**
   * Returns the number of channels of a tap.
   *
   * @param tap one of {@link #taps()}
   * @return the number of channels, at least 1
   * @throws IllegalArgumentException if there is no such tap
   */
  int channels(String tap);

  /**
   * Returns the shortest side of an image for which no feature map is empty.
   *
   * @return the side in pixels, at least 1
   */
  int minimumSide();

  /**
   * Computes all taps in one pass.
   *
   * @param images {@code (N, 3, H, W)} float32, RGB with ImageNet mean and standard deviation; not
   *     modified
   * @return one array {@code (N, C, h, w)} for each tap, in the order of {@link #taps()}, attached
   *     to the manager of {@code images}
   * @throws IllegalArgumentException if the shape or type is wrong or a side is shorter than {@link
   *     #minimumSide()}
   * @throws IllegalStateException if the extractor is closed
   */
  NDList features(NDArray images);

  /**
   * Computes some of the taps in one pass, which is faster if the deepest ones are not among them.
   *
   * @param images as for {@link #features(NDArray)}
   * @param taps some of {@link #taps()}, in their order
   * @return one array for each of {@code taps}, attached to the manager of {@code images}
   * @throws IllegalArgumentException if an array or a tap is wrong
   * @throws IllegalStateException if the extractor is closed
   */
  default NDList features(NDArray images, List<String> taps) {
    if (!taps().containsAll(taps)) {
      throw new IllegalArgumentException("unknown tap in " + taps + ", expected some of " + taps());
    }
    NDList wanted = new NDList(taps.size());
    NDList all = features(images);
    for (int i = 0; i < all.size(); i++) {
      if (taps.contains(taps().get(i))) {
        wanted.add(all.get(i));
      } else {
        all.get(i).close();
      }
    }
    return wanted;
  }

  /**
   * Computes the gradient with respect to the images of a function of some taps, given its gradient
   * with respect to the taps. This is the fast way if no network is trained in the same pass.
   *
   * @param images as for {@link #features(NDArray)}
   * @param taps what the function depends on: some of {@link #taps()}, in their order, at least one
   * @param atTaps maps the feature maps of {@code taps}, through which no gradients flow, to the
   *     gradient with respect to each, of the same shapes; arrays that it attaches to the manager
   *     of the feature maps are freed afterwards
   * @return the gradient, of the shape of {@code images}, attached to the manager of {@code images}
   * @throws IllegalArgumentException if an array or a tap is wrong
   * @throws IllegalStateException if the extractor is closed
   * @throws InterruptedException if the thread is interrupted while it waits for the gradient
   *     collector, if one is needed
   */
  default NDArray gradient(NDArray images, List<String> taps, UnaryOperator<NDList> atTaps)
      throws InterruptedException {
    return Gradients.compute(
        images,
        variable -> {
          NDList features = features(variable, taps);
          NDList values = new NDList();
          features.forEach(feature -> values.add(feature.stopGradient()));
          NDList gradients = atTaps.apply(values);
          NDArray sum = features.head().mul(gradients.head()).sum();
          for (int i = 1; i < features.size(); i++) {
            sum = sum.add(features.get(i).mul(gradients.get(i)).sum());
          }
          return sum;
        });
  }

  /** Frees the weights. Further calls have no effect. */
  @Override
  void close();
}
