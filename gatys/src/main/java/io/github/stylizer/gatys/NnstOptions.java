package io.github.stylizer.gatys;

/**
 * Settings of an {@link NnstMethod}.
 *
 * @param steps of optimization at each size
 * @param refineSteps of refinement at the end
 * @param styleScale the size of the painting relative to the photo
 */
record NnstOptions(int steps, int refineSteps, double styleScale) {}
