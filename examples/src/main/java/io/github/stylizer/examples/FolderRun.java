package io.github.stylizer.examples;

import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Stylizer;
import io.github.stylizer.examples.painting.FolderPlan;
import io.github.stylizer.film.FilmStylizer;
import io.github.stylizer.image.ImageDecoder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Paints photos into a folder in turn, skipping those that fail. */
final class FolderRun {

  private final FolderPlan plan;
  private final Stylizer stylizer;
  private final ProgressListener listener;
  private final long began = System.nanoTime();
  private final List<Failure> failures = new ArrayList<>();
  private int written;
  private boolean stopped;

  /** A photo that failed, and why. */
  private record Failure(FolderPlan.Job job, Throwable reason) {

    String line() {
      String line = ErrorLine.of(reason);
      String photo = job.photo().toString();
      return line.contains(photo) ? line : photo + ": " + line;
    }
  }

  /**
   * Creates the run.
   *
   * @param stylizer paints each of them; the caller closes it
   * @param listener receives the number of photos done, on the calling thread
   */
  FolderRun(FolderPlan plan, Stylizer stylizer, ProgressListener listener) {
    this.plan = plan;
    this.listener = listener;
    this.stylizer = stylizer.completeOnly().onProgress(progress -> report(progress.losses()));
  }

  /** Paints all photos, or those before an interrupt, whose flag is cleared. */
  void run() {
    report(Map.of());
    for (FolderPlan.Job job : plan.jobs()) {
      paint(job);
      if (stopped) {
        return;
      }
      report(Map.of());
    }
  }

  private void paint(FolderPlan.Job job) {
    try {
      requireNoFilm(job.photo());
      stylizer.apply(job.photo(), job.picture());
      written++;
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      if (!Thread.currentThread().isInterrupted()) {
        failures.add(new Failure(job, e));
      }
    }
    stopped = Thread.interrupted();
  }

  /** Only a file that was given by name may be one. */
  private static void requireNoFilm(Path file) throws IOException {
    if (Files.isRegularFile(file) && FilmStylizer.isFilm(file) && !ImageDecoder.isImage(file)) {
      throw new IOException(file + ": is a film: paint it by itself");
    }
  }

  private void report(Map<String, Double> losses) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
    int done = written + failures.size();
    listener.onProgress(
        new Progress("painting", done, plan.jobs().size(), losses, elapsed, null, null));
  }

  /** Reports what failed and what was written, and returns the exit code. */
  int finish(PrintStream err, boolean verbose) {
    for (Failure failure : failures) {
      err.println("stylize: " + failure.line());
      if (verbose) {
        failure.reason().printStackTrace(err);
      }
    }
    err.println("stylize: " + summary());
    if (stopped) {
      return Main.STOPPED;
    }
    return failures.isEmpty() ? Main.DONE : Main.FAILED;
  }

  private String summary() {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(Locale.ROOT, "wrote %d of %d images to ", written, plan.jobs().size()));
    text.append(plan.output()).append(" after ").append(Text.duration(elapsed));
    if (!failures.isEmpty()) {
      text.append(", ").append(failures.size()).append(" failed");
    }
    if (plan.others() > 0) {
      text.append(", ")
          .append(plan.others())
          .append(plan.others() == 1 ? " other file" : " other files")
          .append(" skipped");
    }
    return text.append(stopped ? ": interrupted" : "").toString();
  }
}
