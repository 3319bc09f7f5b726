package io.github.stylizer.examples;

import io.github.stylizer.Progress;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar for every stage, with the losses and the time that is left. */
final class ProgressBars implements ProgressDisplay {

  private final PrintStream err;
  private String stage = "";
  private ProgressBar bar;

  ProgressBars(PrintStream err) {
    this.err = err;
  }

  @Override
  public void onProgress(Progress progress) {
    if (!progress.stage().equals(stage)) {
      close();
      stage = progress.stage();
      bar = newBar(progress);
    }
    bar.setExtraMessage(Text.losses(progress.losses()));
    bar.stepTo(progress.done());
  }

  private ProgressBar newBar(Progress progress) {
    return ProgressBar.builder()
        .setTaskName(progress.stage())
        // The bar takes -1 for "not known".
        .setInitialMax(progress.total() > 0 ? progress.total() : -1)
        .setStyle(ProgressBarStyle.ASCII)
        .setUpdateIntervalMillis(250)
        .setConsumer(new ConsoleProgressBarConsumer(err))
        .build();
  }

  @Override
  public void close() {
    if (bar != null) {
      bar.close();
      bar = null;
      stage = "";
    }
  }
}
