package io.github.stylizer.film;

import io.github.stylizer.NormStatistics;
import io.github.stylizer.Progress;
import io.github.stylizer.film.PiecePlan.Frame;
import io.github.stylizer.film.PiecePlan.Shot;
import io.github.stylizer.film.ShotDetector.Thumbnail;
import java.awt.image.BufferedImage;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Splits one film file: reads all of it once, in order, and collects what its pieces need. */
final class FilmSplitter {
  private final FilmStylizer films;
  private final Ffmpeg ffmpeg;
  private final FilmFormat format;
  private final Path folder;
  private final Consumer<Path> receiver;
  private final String encoder;
  private final long began = System.nanoTime();

  private final FilmSource source;
  private final List<FilmCut> cuts;
  private final List<Path> segments;

  // The piece that is being collected.
  private int number;
  private List<Frame> frames = new ArrayList<>();
  private List<Shot> shots = new ArrayList<>();
  private @Nullable Path noise;
  private @Nullable NormStatistics statistics;

  private int pieces;
  private long allFrames;

  /**
   * Prepares.
   *
   * @param folder an empty one, for the pieces
   * @param receiver of each piece, when it is complete
   */
  FilmSplitter(
      FilmStylizer films,
      Ffmpeg ffmpeg,
      FilmFormat format,
      Path film,
      Duration length,
      Path folder,
      Consumer<Path> receiver)
      throws IOException {
    this.films = films;
    this.ffmpeg = ffmpeg;
    this.format = format;
    this.folder = folder;
    this.receiver = receiver;
    encoder = format.encoder(ffmpeg).name();
    source = FilmSource.of(ffmpeg, film, folder);
    // Every picture of a GIF says that it is a key frame, but changes a part of the one before.
    boolean isAnimation = source.probe().isOf("gif") || source.probe().isOf("apng");
    cuts =
        isAnimation
            ? List.of(FilmCut.BEGINNING)
            : FilmCut.of(FilmPackets.of(ffmpeg, Ffmpeg.CONFINED, source.file()), micros(length));
    segments =
        cuts.size() == 1
            ? List.of(source.file())
            : FilmSegments.write(ffmpeg, source, cuts, folder);
  }

  private static long micros(Duration length) {
    return TimeUnit.MICROSECONDS.convert(length);
  }

  SplitFilm split() throws IOException {
    List<String> remarks = new ArrayList<>();
    try (FilmReader reader = new FilmReader(ffmpeg, source.file(), FilmRange.ALL)) {
      TimedFrames timed = new TimedFrames(reader);
      ShotFrames all = new ShotFrames(timed, films.shots());
      long total = FilmRange.ALL.frames(source.probe());
      while (all.hasNext()) {
        begin(timed.first().micros(), all.filter());
        BufferedImage frame = all.next();
        add(frame, timed.take(), all);
        Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
        films
            .listener()
            .onProgress(
                Progress.of(
                    "reading", allFrames, total == 0 ? 0 : Math.max(total, allFrames), elapsed));
      }
      String complaint = source.complaint() + reader.complaint();
      if (!complaint.isEmpty()) {
        remarks.add("the film is damaged or incomplete: " + complaint);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    end();
    if (allFrames == 0) {
      throw new IOException("there is no frame in it");
    }
    return new SplitFilm(pieces, allFrames, remarks);
  }

  /** Begins the piece of a frame, if it is another one. */
  private void begin(long micros, NoiseFilter filter) throws IOException {
    int next = number;
    while (next + 1 < cuts.size() && micros > cuts.get(next + 1).from() - 2) {
      next++;
    }
    if (next > number) {
      end();
      number = next;
      noise = folder.resolve("noise");
      try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(noise))) {
        filter.save(out);
      }
    }
  }

  private void add(BufferedImage frame, TimedFrame time, ShotFrames all) throws IOException {
    List<BufferedImage> samples = all.samples();
    if (!samples.isEmpty()) {
      statistics = statistics(samples);
      if (frames.isEmpty() && noise != null) {
        Files.delete(noise);
        noise = null;
      }
    }
    if (!samples.isEmpty() || frames.isEmpty()) {
      shots.add(new Shot(frames.size(), statistics));
    }
    frames.add(new Frame(time.micros(), time.length(), Thumbnail.of(frame).color(), all.moved()));
    allFrames++;
  }

  private @Nullable NormStatistics statistics(List<BufferedImage> samples) {
    try {
      return films.stylizer().statisticsOf(samples);
    } catch (IllegalStateException e) {
      // A method without statistics, which paints frame by frame.
      return null;
    }
  }

  private void end() throws IOException {
    if (!frames.isEmpty()) {
      PiecePlan plan =
          new PiecePlan(
              format,
              encoder,
              source.ticks(FilmRange.ALL),
              films.shots().noise(),
              cuts.size() == 1,
              frames,
              shots);
      Path piece = folder.resolve(String.format(Locale.ROOT, "%06d.piece", number + 1));
      PieceFile.write(piece, plan, noise, segments.get(number));
      pieces++;
      receiver.accept(piece);
    }
    if (cuts.size() > 1) {
      Files.delete(segments.get(number));
    }
    frames = new ArrayList<>();
    shots = new ArrayList<>();
    if (noise != null) {
      Files.delete(noise);
      noise = null;
    }
  }
}
