package consumer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.pooling.Pool;
import io.github.stylizer.FeatureExtractor;
import java.util.List;

/** Images at two scales, in place of the feature maps of a network that must be downloaded. */
final class Contrasts implements FeatureExtractor {
  private static final Shape SCALE = new Shape(4, 4);

  @Override
  public List<String> taps() {
    return List.of("fine", "coarse");
  }

  @Override
  public int channels(String tap) {
    if (!taps().contains(tap)) {
      throw new IllegalArgumentException("no tap " + tap);
    }
    return 3;
  }

  @Override
  public int minimumSide() {
    return 4;
  }

  @Override
  public NDList features(NDArray images) {
    return new NDList(
        images.mul(images).tanh(),
        Pool.avgPool2d(images, SCALE, SCALE, new Shape(0, 0), false, true));
  }

  @Override
  public void close() {
    // No weights to free.
  }
}
