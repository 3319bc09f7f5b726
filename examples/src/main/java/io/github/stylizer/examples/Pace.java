package io.github.stylizer.examples;

import io.github.stylizer.Progress;
import java.time.Duration;
import java.util.Optional;

/**
 * The pace of a stage, measured from its first report: anything earlier may have been preparation,
 * or work of an earlier run.
 */
record Pace(Progress first) {
  /** That of no stage. */
  static final Pace NONE = new Pace(Progress.of("", 0, 0, Duration.ZERO));

  /** The time for one unit of work; empty if none is done yet. */
  Optional<Duration> each(Progress now) {
    long units = now.done() - first.done();
    return units > 0
        ? Optional.of(now.elapsed().minus(first.elapsed()).dividedBy(units))
        : Optional.empty();
  }

  /** The time left; empty if unknown or if the stage has ended. */
  Optional<Duration> left(Progress now) {
    long toDo = now.total() - now.done();
    return toDo > 0 && now.stopped().isEmpty()
        ? each(now).map(each -> each.multipliedBy(toDo))
        : Optional.empty();
  }
}
