package io.github.stylizer.testing;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.stylizer.FeatureExtractor;
import java.util.ArrayList;
import java.util.List;

/**
 * Sees every picture that is encoded, and may change its features. One stylize call at one size
 * encodes the photo, every painting, and then the picture once an evaluation.
 */
public final class InterceptedExtractor implements FeatureExtractor {
  private final FeatureExtractor extractor;
  private final Interception interception;

  /** The values of every picture that was encoded. */
  public final List<float[]> pictures = new ArrayList<>();

  /** Their sizes, such as 32x24. */
  public final List<String> sizes = new ArrayList<>();

  /** What is done with features. */
  public interface Interception {
    /**
     * Changes features or leaves them.
     *
     * @param call how many pictures were encoded before
     */
    NDList apply(int call, NDList features);
  }

  public InterceptedExtractor(FeatureExtractor extractor, Interception interception) {
    this.extractor = extractor;
    this.interception = interception;
  }

  public InterceptedExtractor(FeatureExtractor extractor) {
    this(extractor, (call, features) -> features);
  }

  /** Multiplies all features. */
  public static NDList scaled(NDList features, float factor) {
    NDList scaled = new NDList();
    features.forEach(tap -> scaled.add(tap.mul(factor)));
    return scaled;
  }

  @Override
  public List<String> taps() {
    return extractor.taps();
  }

  @Override
  public int channels(String tap) {
    return extractor.channels(tap);
  }

  @Override
  public int minimumSide() {
    return extractor.minimumSide();
  }

  @Override
  public NDList features(NDArray images) {
    int call = pictures.size();
    pictures.add(images.toFloatArray());
    sizes.add(images.getShape().get(3) + "x" + images.getShape().get(2));
    return interception.apply(call, extractor.features(images));
  }

  @Override
  public void close() {}
}
