package io.github.stylizer.examples;

import io.github.stylizer.Progress;
import java.io.PrintStream;
import java.time.Duration;

/** One plain line at the beginning of a stage, at every tenth of it and at its end. */
final class ProgressLines implements ProgressDisplay {

  /** How often a stage of unknown length is heard of. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final PrintStream err;
  private String stage = "";
  private Duration stageBegan = Duration.ZERO;
  private Duration lastLine = Duration.ZERO;
  private long lastTenth;

  ProgressLines(PrintStream err) {
    this.err = err;
  }

  @Override
  public void onProgress(Progress progress) {
    boolean isNew = !progress.stage().equals(stage);
    if (isNew) {
      stage = progress.stage();
      stageBegan = progress.elapsed();
      lastTenth = tenth(progress);
    }
    if (isNew || isDue(progress) || progress.stopped().isPresent()) {
      lastTenth = tenth(progress);
      lastLine = progress.elapsed();
      err.println("stylize: " + line(progress));
    }
  }

  private boolean isDue(Progress progress) {
    return progress.total() > 0
        ? tenth(progress) > lastTenth
        : progress.elapsed().minus(lastLine).compareTo(PAUSE) >= 0;
  }

  private static long tenth(Progress progress) {
    return progress.total() > 0 ? (long) (10.0 * progress.done() / progress.total()) : 0;
  }

  private String line(Progress progress) {
    StringBuilder line = new StringBuilder(progress.stage());
    if (progress.total() > 0) {
      line.append(": ").append(100 * progress.done() / progress.total()).append(" % (");
      line.append(progress.done()).append(" of ").append(progress.total()).append(')');
    } else if (progress.done() > 0) {
      line.append(": ").append(progress.done());
    }
    if (!progress.losses().isEmpty()) {
      line.append(", ").append(Text.losses(progress.losses()));
    }
    Duration left = left(progress);
    if (!left.isZero()) {
      line.append(", about ").append(Text.duration(left)).append(" left");
    }
    return line.toString();
  }

  private Duration left(Progress progress) {
    long toDo = progress.total() - progress.done();
    if (progress.done() == 0 || toDo <= 0 || progress.stopped().isPresent()) {
      return Duration.ZERO;
    }
    double each = (double) progress.elapsed().minus(stageBegan).toMillis() / progress.done();
    return Duration.ofMillis(Math.round(each * toDo));
  }

  @Override
  public void close() {
    err.flush();
  }
}
