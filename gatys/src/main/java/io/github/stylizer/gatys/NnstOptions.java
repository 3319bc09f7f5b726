package io.github.stylizer.gatys;

/**
 * Settings of an {@link NnstMethod}.
 *
 * @param steps of optimization at each size
 * @param refineSteps of refinement at the end
 * @param styleScale the size of the painting relative to the photo
 */
record NnstOptions(int steps, int refineSteps, double styleScale) {
  // Shapes are settled up to this side; larger sizes only add detail, and cost the most.
  private static final int SIDE_OF_SHAPES = 256;

  /** The steps at a size, towards the neighbors of whole vectors. */
  int jointSteps(int longerSide) {
    return longerSide <= SIDE_OF_SHAPES ? steps : Math.max(1, steps / 4);
  }

  /** The steps at the end, towards the neighbors of each tap. */
  int lastSteps(int longerSide) {
    return longerSide <= SIDE_OF_SHAPES ? steps : Math.max(1, steps / 2);
  }
}
