package io.github.stylizer.film;

import io.github.stylizer.PaintingInterruptedException;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Stylizer;
import io.github.stylizer.internal.io.AtomicFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Paints one film file: decodes, paints and encodes at the same time. */
final class FilmRun {
  private static final long SIGNAL_MILLISECONDS = 300;

  private final Stylizer stylizer;
  private final FilmRange range;
  private final ShotSettings shots;
  private final ProgressListener listener;
  private final Path film;
  private final Path painted;
  private final Ffmpeg ffmpeg;
  private final FilmFormat format;
  private final FilmFormat.Encoder encoder;
  private final List<String> remarks = new ArrayList<>();
  private final long began = System.nanoTime();

  FilmRun(
      Stylizer stylizer,
      FilmRange range,
      ShotSettings shots,
      ProgressListener listener,
      Ffmpeg ffmpeg,
      Path film,
      Path painted)
      throws IOException {
    this.stylizer = stylizer;
    this.range = range;
    this.shots = shots;
    this.listener = listener;
    this.ffmpeg = ffmpeg;
    this.film = film;
    this.painted = painted;
    format = FilmFormat.of(painted);
    encoder = format.encoder(ffmpeg);
  }

  /** Paints, or goes on where an earlier run ended. */
  PaintedFilm run() throws IOException {
    AtomicFile.requireWritable(painted);
    String key = FilmKey.of(film, stylizer, List.of(range, shots, format, encoder.name()));
    try (FilmParts folder = FilmParts.open(ffmpeg, painted, key)) {
      FilmSource source = FilmSource.of(ffmpeg, film, folder.folder());
      boolean complete = paint(source, folder);
      List<FilmPart> parts = folder.read();
      if (parts.isEmpty()) {
        if (!complete) {
          Thread.currentThread().interrupt();
          throw new PaintingInterruptedException("interrupted before a frame was painted");
        }
        throw new IOException("there is no frame from " + range.from().toMillis() / 1e3 + " s on");
      }
      FilmMuxer muxer =
          new FilmMuxer(ffmpeg, source.file(), range, format, source.ticks(range), folder.folder());
      AtomicFile.replaceBy(painted, muxer.join(parts, !complete));
      remarks.addAll(muxer.remarks());
      if (complete) {
        folder.delete();
      } else {
        Thread.currentThread().interrupt();
      }
      Duration length = Duration.of(parts.get(parts.size() - 1).to(), ChronoUnit.MICROS);
      return new PaintedFilm(FilmPart.frames(parts), length, complete, remarks);
    }
  }

  /** Paints the frames that are not in the folder; returns false after an interrupt. */
  private boolean paint(FilmSource source, FilmParts folder) throws IOException {
    long done = FilmPart.frames(folder.read());
    long total = range.frames(source.probe());
    try (FilmReader reader = new FilmReader(ffmpeg, source.file(), range);
        FilmWriter writer = new FilmWriter(ffmpeg, encoder, source.ticks(range), folder.next())) {
      try {
        boolean complete = paint(reader, writer, done, total);
        writer.finish();
        String complaint = source.complaint() + reader.complaint();
        if (!complaint.isEmpty()) {
          remarks.add("the film is damaged or incomplete: " + complaint);
        }
        return complete;
      } catch (IOException | RuntimeException | OutOfMemoryError e) {
        boolean stopped = isStopped();
        finish(writer, e);
        if (stopped) {
          return false;
        }
        throw kept(e, folder);
      }
    }
  }

  private boolean paint(FilmReader reader, FilmWriter writer, long done, long total)
      throws IOException {
    TimedFrames frames = new TimedFrames(reader);
    try (ShotPainter painter = new ShotPainter(frames, stylizer, shots)) {
      report(done, total, null);
      for (long number = 0; painter.hasNext(); number++) {
        if (number < done) {
          painter.skip();
          frames.take();
          continue;
        }
        BufferedImage image = painter.next();
        TimedFrame time = frames.take();
        if (Thread.currentThread().isInterrupted()) {
          // A method that works in steps returned an unfinished frame.
          throw new PaintingInterruptedException("interrupted while painting a frame");
        }
        writer.write(new TimedFrame(image, time.micros(), time.length()));
        report(number + 1, total, image);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return true;
  }

  private void report(long done, long total, @Nullable BufferedImage frame) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
    long atMost = total == 0 ? 0 : Math.max(total, done);
    listener.onProgress(
        new Progress(
            "painting", done, atMost, Map.of(), elapsed, frame == null ? null : () -> frame, null));
  }

  /**
   * Returns whether the thread is interrupted, and clears that. Ctrl-C in a terminal ends the two
   * processes too, and they may be faster than the signal to this thread.
   */
  @SuppressWarnings("ThreadSleep")
  private static boolean isStopped() {
    try {
      Thread.sleep(SIGNAL_MILLISECONDS);
      return false;
    } catch (InterruptedException e) {
      return true;
    }
  }

  private static void finish(FilmWriter writer, Throwable reason) {
    try {
      writer.finish();
    } catch (IOException e) {
      if (e != reason) {
        reason.addSuppressed(e);
      }
    }
  }

  private IOException kept(Throwable problem, FilmParts folder) throws IOException {
    long kept = FilmPart.frames(folder.read());
    String hint =
        kept == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "; the %d frames painted so far are kept: paint it again to go on from there",
                kept);
    return new IOException(
        Objects.requireNonNullElse(problem.getMessage(), problem.toString()) + hint, problem);
  }
}
