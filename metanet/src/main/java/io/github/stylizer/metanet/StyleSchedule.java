package io.github.stylizer.metanet;

/**
 * How many paintings a training uses at a time, and for how many steps.
 *
 * @param styles the number of paintings per step: 1, or one for each photo of a batch
 * @param steps the number of steps before paintings change
 * @param seed the seed of their choice
 */
record StyleSchedule(int styles, long steps, long seed) {

  /** The number of the draw that a step uses, from 0. */
  long draw(long step) {
    return step / steps;
  }
}
