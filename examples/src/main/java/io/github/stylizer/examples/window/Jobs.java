package io.github.stylizer.examples.window;

import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Stylizer;
import io.github.stylizer.examples.painting.FolderPlan;
import io.github.stylizer.examples.painting.OutputFile;
import io.github.stylizer.examples.painting.PaintSettings;
import io.github.stylizer.film.FilmStylizer;
import io.github.stylizer.film.PaintedFilm;
import io.github.stylizer.image.ImageDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/**
 * What the queue paints: photos, films and folders, in the style and with the settings at the time
 * when they were added.
 *
 * @param styles where styles are opened
 * @param errorLine says what went wrong and what to do
 * @param style to paint in
 * @param work the settings
 */
record Jobs(
    PreparedStyles styles, Function<Throwable, String> errorLine, ChosenStyle style, Work work) {

  /** Whether a file is painted by the queue, rather than shown: a film or a folder. */
  static boolean isForQueue(Path file) throws IOException {
    return Files.isDirectory(file)
        || (Files.isRegularFile(file)
            && FilmStylizer.isFilm(file)
            // Of an image that moves, such as a GIF animation, too.
            && (FilmStylizer.supports(file) || !ImageDecoder.isImage(file)));
  }

  /** The job that suits a file; its result is beside it. */
  PaintQueue.Job of(Path input) {
    return progress -> {
      if (Files.isDirectory(input)) {
        return paintFolder(input, progress);
      }
      return isForQueue(input)
          ? paintFilm(input, progress)
          : paintPhoto(input, result(input, "." + work.format()), progress);
    };
  }

  /** Paints a photo in its full size into a file. */
  PaintQueue.Job photo(Path photo, Path picture) {
    return progress -> paintPhoto(photo, picture, progress);
  }

  private Path result(Path input, String extension) {
    return style.resultOf(input, extension);
  }

  private Stylizer open(ProgressListener progress) throws IOException {
    return work.settings()
        .applyTo(
            PaintSettings.changed(
                styles.open(style.style()), List.of(opened -> opened.onProgress(progress))));
  }

  private String paintPhoto(Path photo, Path picture, ProgressListener progress)
      throws IOException {
    try (Stylizer stylizer = open(progress)) {
      stylizer.apply(photo, picture);
    }
    return picture.toString();
  }

  private String paintFilm(Path film, ProgressListener progress) throws IOException {
    String extension = FilmStylizer.supports(film) ? OutputFile.extension(film) : ".mp4";
    Path painted = result(film, extension);
    try (Stylizer stylizer = open(ProgressListener.NONE)) {
      PaintedFilm made = FilmStylizer.of(stylizer).onProgress(progress).apply(film, painted);
      List<String> said = new ArrayList<>(made.remarks());
      if (!made.complete()) {
        said.add(0, "as far as it is painted; add the film again to go on");
      }
      said.add(0, painted.toString());
      return String.join("; ", said);
    }
  }

  private String paintFolder(Path folder, ProgressListener progress) throws IOException {
    Path output = result(folder, "");
    FolderPlan plan = FolderPlan.of(List.of(folder), output, style.file().stream().toList(), 8);
    int painted = 0;
    String reason = "";
    try (Stylizer stylizer = open(ProgressListener.NONE)) {
      // A style that cannot be read fails here, before the folder is created.
      stylizer.prepare();
      OutputFile.makeFolder(output, "folder");
      long done = 0;
      for (FolderPlan.Job job : plan.jobs()) {
        progress.onProgress(Progress.of("painting", done++, plan.jobs().size(), Duration.ZERO));
        try {
          stylizer.apply(job.photo(), job.picture());
          painted++;
        } catch (RuntimeException | OutOfMemoryError e) {
          if (Thread.currentThread().isInterrupted()) {
            break;
          }
          reason = errorLine.apply(e);
        }
      }
    }
    return summary(output, plan.jobs().size(), painted, reason);
  }

  private static String summary(Path output, int photos, int painted, String reason)
      throws IOException {
    if (painted == 0) {
      throw new IOException(reason);
    }
    String written = String.format(Locale.ROOT, "%d of %d in %s", painted, photos, output);
    return reason.isEmpty() ? written : written + "; the last that failed: " + reason;
  }
}
