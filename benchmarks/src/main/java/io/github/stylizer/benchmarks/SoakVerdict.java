package io.github.stylizer.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** Whether anything grew while one method painted. */
final class SoakVerdict {
  private final List<SoakSample> samples;
  private final double tolerance;

  /**
   * Makes a verdict.
   *
   * @param samples of one method, in the order in which they were taken
   * @param tolerance the growth of resident memory that is accepted, as a share of its median
   */
  SoakVerdict(List<SoakSample> samples, double tolerance) {
    this.samples = List.copyOf(samples);
    this.tolerance = tolerance;
  }

  /** What is wrong, in one line; empty if nothing is. */
  Optional<String> problem() {
    return unequal("live native arrays", SoakSample::arrays)
        .or(() -> unequal("open files", SoakSample::files))
        .or(this::growing);
  }

  private Optional<String> unequal(String what, ToLongFunction<SoakSample> count) {
    SoakSample first = samples.get(0);
    return samples.stream()
        .filter(sample -> count.applyAsLong(sample) != count.applyAsLong(first))
        .findFirst()
        .map(
            other ->
                String.format(
                    Locale.ROOT,
                    "%s: %d %s after %d pictures, but %d after %d",
                    first.method(),
                    count.applyAsLong(first),
                    what,
                    first.pictures(),
                    count.applyAsLong(other),
                    other.pictures()));
  }

  private Optional<String> growing() {
    double growth = growth();
    return growth <= tolerance
        ? Optional.empty()
        : Optional.of(
            String.format(
                Locale.ROOT,
                "%s: resident memory grew by %.1f %% over the second half of %d pictures; at most"
                    + " %.1f %% is accepted",
                samples.get(0).method(),
                100 * growth,
                samples.get(samples.size() - 1).pictures(),
                100 * tolerance));
  }

  /**
   * The growth of resident memory over the second half of the pictures, by a line of least squares
   * and as a share of the median; 0 with fewer than two samples.
   */
  double growth() {
    List<SoakSample> half = samples.subList(samples.size() / 2, samples.size());
    double[] resident = half.stream().mapToDouble(SoakSample::residentMegabytes).toArray();
    double[] pictures = half.stream().mapToDouble(SoakSample::pictures).toArray();
    double meanResident = mean(resident);
    double meanPictures = mean(pictures);
    double products = 0;
    double squares = 0;
    for (int i = 0; i < resident.length; i++) {
      double distance = pictures[i] - meanPictures;
      products += distance * (resident[i] - meanResident);
      squares += distance * distance;
    }
    if (squares == 0) {
      return 0;
    }
    double length = pictures[pictures.length - 1] - pictures[0];
    return products / squares * length / Turns.median(resident);
  }

  private static double mean(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum / values.length;
  }
}
