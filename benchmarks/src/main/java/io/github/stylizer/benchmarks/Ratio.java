package io.github.stylizer.benchmarks;

/**
 * Two times measured in turns, as {@link Ratios} writes them.
 *
 * @param name what was measured
 * @param what a sentence about it
 * @param milliseconds its median time
 * @param reference what it is compared with
 * @param referenceMilliseconds the median time of the reference
 * @param ratio the median over the turns of time divided by reference time
 * @param limit the largest acceptable ratio; null for none
 * @param runs the number of turns
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
