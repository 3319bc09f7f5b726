package io.github.stylizer.gatys;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.refine.LinearTaps;

/** What optimizing a picture takes. */
final class OptimizedPicture {
  private OptimizedPicture() {}

  /**
   * Estimates the memory of one step: the feature maps, which the gradient needs all at once.
   *
   * @return bytes for each pixel
   */
  static long bytesPerPixel(FeatureExtractor extractor) {
    // Peaks of the process at 1024x768 with the compact VGG, and at 512x384 with VGG-19, less what
    // it had before.
    return extractor instanceof LinearTaps ? 2_500 : 3_700;
  }
}
