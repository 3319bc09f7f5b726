package io.github.stylizer.benchmarks;

/**
 * A time beside another that was measured in turns with it, as {@link Ratios} writes it.
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

  static Ratio of(Turns turns, String name, String reference, Double limit, String what) {
    return new Ratio(
        name,
        what,
        turns.milliseconds(name),
        reference,
        turns.milliseconds(reference),
        turns.ratio(name, reference),
        limit,
        turns.count());
  }

  boolean met() {
    return limit == null || ratio <= limit;
  }
}
