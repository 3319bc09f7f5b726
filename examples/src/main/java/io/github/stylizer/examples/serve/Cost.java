package io.github.stylizer.examples.serve;

import io.github.stylizer.Quality;

/**
 * What it takes to paint a picture.
 *
 * @param megapixels painted in one pass that take as long
 * @param isSlow whether it takes seconds, not a fraction of one
 */
record Cost(double megapixels, boolean isSlow) {
  static final Cost PREVIEW = new Cost(0.05, false);
  private static final double QUICK_MEGAPIXELS = 1;

  /** Of a picture of so many pixels. The factors are those of docs/quality.md, roughly. */
  static Cost of(double pixels, Quality quality) {
    double passes =
        switch (quality) {
          case FAST -> 1;
          case FINE -> 10;
          case BEST -> 30;
        };
    double megapixels = pixels / 1e6;
    return new Cost(megapixels * passes, passes > 1 || megapixels > QUICK_MEGAPIXELS);
  }
}
