package io.github.stylizer.benchmarks;

/**
 * A time beside that of something else which took turns with it, so that a busy machine slowed
 * both.
 *
 * @param name what was timed
 * @param what in a sentence what both did
 * @param milliseconds its time
 * @param reference what it is compared with
 * @param referenceMilliseconds the time of that
 * @param ratio the median over the turns of the one time by the other
 * @param limit what the ratio shall not exceed; NaN if it has no limit
 * @param runs how many turns there were
 */
record Ratio(
    String name,
    String what,
    double milliseconds,
    String reference,
    double referenceMilliseconds,
    double ratio,
    double limit,
    int runs) {

  boolean hasLimit() {
    return !Double.isNaN(limit);
  }

  boolean isMet() {
    return ratio <= limit;
  }
}
