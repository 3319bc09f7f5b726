package io.github.stylizer.examples;

import io.github.stylizer.Progress;
import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** A progress bar for every stage, with the losses and the time left. */
final class ProgressBars implements ProgressDisplay {

  private final PrintStream err;
  private final int columns;
  private String stage = "";
  private @Nullable ProgressBar bar;
  private Pace pace = Pace.NONE;

  ProgressBars(PrintStream err, int columns) {
    this.err = err;
    this.columns = columns;
  }

  @Override
  public void onProgress(Progress progress) {
    if (bar == null || !progress.stage().equals(stage)) {
      close();
      stage = progress.stage();
      bar = newBar(progress);
      pace = new Pace(progress);
    }
    bar.setExtraMessage(message(progress));
    bar.stepTo(progress.done());
  }

  /** The pace comes first: a narrow terminal cuts off the end. */
  private String message(Progress progress) {
    String losses = Text.losses(progress.losses());
    return losses.isEmpty()
        ? losses
        : pace.each(progress).map(each -> Text.pace(each) + " ").orElse("") + losses;
  }

  private ProgressBar newBar(Progress progress) {
    return ProgressBar.builder()
        .setTaskName(progress.stage())
        // The bar takes -1 for "unknown".
        .setInitialMax(progress.total() > 0 ? progress.total() : -1)
        // Work done by an earlier run says nothing about the time left.
        .startsFrom(progress.done(), Duration.ZERO)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(250)
        .setConsumer(new Bar(err, columns))
        .build();
  }

  @Override
  public void close() {
    if (bar != null) {
      // The bar swallows an interrupt while it waits for its last redraw.
      boolean interrupted = Thread.interrupted();
      bar.close();
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
      err.println();
      bar = null;
      stage = "";
    }
  }

  /**
   * Leaves the line end to us: a bar closed before its first redraw omits it. The width is passed
   * in: to find it, the library would open a terminal that takes Ctrl-C away from Java, and with it
   * the chance to write the best result so far.
   */
  private static final class Bar extends ConsoleProgressBarConsumer {

    Bar(PrintStream err, int columns) {
      // A full line would wrap; with 0 the library would look for the width itself.
      super(err, Math.max(10, columns - 1));
    }

    @Override
    public void close() {
      // Nothing to close: the stream is the program's.
    }
  }
}
