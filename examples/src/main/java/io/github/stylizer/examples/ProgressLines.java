package io.github.stylizer.examples;

import io.github.stylizer.Progress;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.StringJoiner;

/** One plain line at the start of a stage, at every tenth of it and at its end. */
final class ProgressLines implements ProgressDisplay {

  /** How often a stage of unknown length reports. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private final PrintStream err;
  private String stage = "";
  private Pace pace = Pace.NONE;
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
      pace = new Pace(progress);
      lastTenth = tenth(progress);
    }
    if (isNew || isDue(progress) || progress.stopped().isPresent()) {
      lastTenth = tenth(progress);
      lastLine = progress.elapsed();
      err.println(line(progress));
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
    StringJoiner line = new StringJoiner(", ", "stylize: " + progress.stage() + ": ", "");
    line.setEmptyValue("stylize: " + progress.stage());
    if (progress.stopped().isPresent()) {
      line.add(progress.stopped().get());
    } else if (progress.total() > 0) {
      long percent = 100 * progress.done() / progress.total();
      line.add(
          String.format(
              Locale.ROOT, "%d %% (%d of %d)", percent, progress.done(), progress.total()));
    } else if (progress.done() > 0) {
      line.add(Long.toString(progress.done()));
    }
    if (!progress.losses().isEmpty()) {
      line.add(Text.losses(progress.losses()));
      // Only for steps, not for the bytes of a download.
      pace.each(progress).ifPresent(each -> line.add(Text.pace(each)));
    }
    pace.left(progress).ifPresent(left -> line.add("about " + Text.duration(left) + " left"));
    return line.toString();
  }

  @Override
  public void close() {
    err.flush();
  }
}
