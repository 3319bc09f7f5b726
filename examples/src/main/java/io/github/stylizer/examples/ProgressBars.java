package io.github.stylizer.examples;

import io.github.stylizer.Progress;
import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar for every stage, with the losses and the time that is left. */
final class ProgressBars implements ProgressDisplay {

  private final PrintStream err;
  private final int columns;
  private String stage = "";
  private ProgressBar bar;
  private Pace pace;

  ProgressBars(PrintStream err, int columns) {
    this.err = err;
    this.columns = columns;
  }

  @Override
  public void onProgress(Progress progress) {
    if (!progress.stage().equals(stage)) {
      close();
      stage = progress.stage();
      bar = newBar(progress);
      pace = new Pace(progress);
    }
    bar.setExtraMessage(message(progress));
    bar.stepTo(progress.done());
  }

  /** The pace of steps comes first: a narrow terminal cuts off what stands at the end. */
  private String message(Progress progress) {
    String losses = Text.losses(progress.losses());
    return losses.isEmpty()
        ? losses
        : pace.each(progress).map(each -> Text.pace(each) + " ").orElse("") + losses;
  }

  private ProgressBar newBar(Progress progress) {
    return ProgressBar.builder()
        .setTaskName(progress.stage())
        // The bar takes -1 for "not known".
        .setInitialMax(progress.total() > 0 ? progress.total() : -1)
        // Work that goes on where an earlier run has ended says nothing about the time that is
        // left.
        .startsFrom(progress.done(), Duration.ZERO)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(250)
        .setConsumer(new Bar(err, columns))
        .build();
  }

  @Override
  public void close() {
    if (bar != null) {
      // The bar swallows an interrupt while it waits for its last drawing.
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
   * Leaves the end of the line to us: a bar that is closed before it was drawn omits it. Is told
   * its width: to find it out, the library would open a terminal that takes Ctrl-C away from Java
   * and with it the chance to write the best picture so far.
   */
  private static final class Bar extends ConsoleProgressBarConsumer {

    Bar(PrintStream err, int columns) {
      // A full line would wrap; 0 would mean that the library finds the width out.
      super(err, Math.max(10, columns - 1));
    }

    @Override
    public void close() {
      // Nothing to free: the stream is the program's.
    }
  }
}
