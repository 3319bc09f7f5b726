package io.github.stylizer.metanet;

/**
 * How many paintings a training uses at a time and for how long.
 *
 * @param styles how many at a time: 1, or one for every photo of a batch
 * @param steps for how many steps
 * @param seed decides which
 */
record StyleSchedule(int styles, long steps, long seed) {

  /** The number of the draw that a step uses, from 0. */
  long draw(long step) {
    return step / steps;
  }
}
