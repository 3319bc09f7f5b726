package io.github.stylizer.internal.refine;

import ai.djl.ndarray.NDArray;
import io.github.stylizer.FeatureExtractor;

/**
 * An extractor whose feature maps are linear maps of narrower ones: at each place {@code matrix · x
 * + bias}. Means, covariances and inner products can then be computed from the narrow maps, without
 * the wide ones.
 */
public interface LinearTaps extends FeatureExtractor {

  /**
   * Returns the extractor of the narrow maps, with the same taps.
   *
   * @return owned by this extractor
   */
  FeatureExtractor narrow();

  /**
   * Returns the matrix of a tap.
   *
   * @param tap one of the taps
   * @return {@code (channels, narrow channels)}, owned by this extractor
   */
  NDArray matrix(String tap);

  /**
   * Returns the offset of a tap.
   *
   * @param tap one of the taps
   * @return {@code (channels)}, owned by this extractor
   */
  NDArray bias(String tap);
}
