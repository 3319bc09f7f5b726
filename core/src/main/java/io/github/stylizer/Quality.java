package io.github.stylizer;

/** How much time a picture is worth. Times are for 512x512 pixels on two cores. */
public enum Quality {
  /** One pass through a network: a fraction of a second. The default. */
  FAST,
  /** {@link #FAST} with 14 steps of {@linkplain Stylizer#refine refinement}: seconds. */
  FINE,
  /**
   * The method {@code nnst}, with refinement: some ten seconds, and closest to the strokes of the
   * painting. Needs the artifact {@code stylizer-gatys}.
   */
  BEST
}
