package io.github.stylizer.internal.loss;

import io.github.stylizer.FeatureExtractor;

/**
 * The tap at which content is compared where no other is named: the third, or the last of fewer. It
 * is relu3_3 of VGG-16 and relu3_4 of VGG-19.
 */
public final class ContentTap {
  private static final int THIRD = 2;

  private ContentTap() {}

  /** Its index in the taps of an extractor. */
  public static int index(FeatureExtractor extractor) {
    return Math.min(THIRD, extractor.taps().size() - 1);
  }

  /** Its name. */
  public static String of(FeatureExtractor extractor) {
    return extractor.taps().get(index(extractor));
  }
}
