package io.github.stylizer.benchmarks;

/**
 * A time beside another that was measured in turns with it.
 *
 * @param name what was measured
 * @param what a sentence on it
 * @param milliseconds its median
 * @param reference what it is compared with
 * @param referenceMilliseconds the median of that
 * @param ratio the median over the turns of the one over the other
 * @param limit the largest ratio that this project is content with; null if there is none
 * @param runs the turns
 */
record Ratio(
    String name,
    String what,
    double milliseconds,
    String reference,
    double referenceMilliseconds,
    double ratio,
    Double limit,
    int runs) {

  boolean met() {
    return limit == null || ratio <= limit;
  }
}
