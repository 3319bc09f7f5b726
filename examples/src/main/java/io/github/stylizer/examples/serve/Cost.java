package io.github.stylizer.examples.serve;

import io.github.stylizer.Quality;

/**
 * What it takes to paint a picture.
 *
 * @param megapixels painted in one pass that take as long
 * @param pace how long it takes, by orders of magnitude
 */
record Cost(double megapixels, Pace pace) {
  static final Cost PREVIEW = new Cost(0.05, Pace.QUICK);
  static final Cost FILM = new Cost(1, Pace.FILM);
  private static final double QUICK_MEGAPIXELS = 1;

  /** What is painted together does not wait for each other. */
  enum Pace {
    /** A fraction of a second. */
    QUICK,
    /** Seconds. */
    SLOW,
    /** Minutes. */
    FILM
  }

  /**
   * Of a picture. The factors are those of docs/quality.md, roughly.
   *
   * @param pixels that are painted
   * @param method its name, or empty for the usual one
   * @param quality at which it is painted
   */
  static Cost of(double pixels, String method, Quality quality) {
    double ofMethod =
        switch (method) {
          case "gatys" -> 100;
          case "nnst" -> 30;
          default -> 1;
        };
    double ofQuality =
        switch (quality) {
          case FAST -> 1;
          case FINE -> 10;
          case BEST -> 30;
        };
    double passes = Math.max(ofMethod, ofQuality);
    double megapixels = pixels / 1e6;
    boolean isSlow = passes > 1 || megapixels > QUICK_MEGAPIXELS;
    return new Cost(megapixels * passes, isSlow ? Pace.SLOW : Pace.QUICK);
  }
}
