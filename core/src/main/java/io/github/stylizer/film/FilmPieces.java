package io.github.stylizer.film;

import io.github.stylizer.PaintingInterruptedException;
import io.github.stylizer.Stylizer;
import io.github.stylizer.StylizerException;
import io.github.stylizer.internal.io.AtomicFile;
import io.github.stylizer.internal.io.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Paints a film in pieces, for instance on several machines: one process splits it at key frames
 * and collects the statistics of its shots, others paint a piece each, and the first one joins what
 * they painted, without encoding it again.
 *
 * <pre>{@code
 * Path film = Path.of("clip.mp4");
 * Path folder = Path.of("pieces");
 * List<Path> parts = new ArrayList<>();
 * try (Stylizer wave = Stylizer.style("great-wave")) {
 *   FilmPieces pieces = FilmPieces.of(FilmStylizer.of(wave), "mp4");
 *   pieces.split(film, folder, piece -> {
 *     Path part = folder.resolve("part" + parts.size());
 *     FilmPieces.paint(wave, piece, part); // Anywhere.
 *     parts.add(part);
 *   });
 * }
 * FilmPieces.join(film, parts, Path.of("painted.mp4"));
 * }</pre>
 *
 * <p>Frames are painted as {@link FilmStylizer#apply} paints them, bit by bit on the same kind of
 * machine, and have the same times. Only the encoder begins anew with each piece.
 *
 * <p>A piece is a file of its own, with what is needed to paint it: its video, as it was stored,
 * the statistics of its shots, where the camera is in each frame, and what the filter of noise
 * remembers of the frames before. Reading a film takes some percent of the time that painting it
 * takes. A film is one piece if the places of its key frames are not known: GIF, and formats that
 * do not store the time of every frame.
 *
 * <p>Immutable. Safe for concurrent use.
 */
public final class FilmPieces {
  private static final Duration LENGTH = Duration.ofSeconds(10);

  private final FilmStylizer films;
  private final FilmFormat format;
  private final Duration length;

  private FilmPieces(FilmStylizer films, FilmFormat format, Duration length) {
    this.films = films;
    this.format = format;
    this.length = length;
  }

  /**
   * Prepares.
   *
   * @param films how frames are painted; its listener hears of the frames that are read
   * @param extension of the painted film, as {@link FilmStylizer#apply} lists them, without a dot
   * @return pieces of about ten seconds
   * @throws IllegalArgumentException if the extension is not supported, {@code films} paints a part
   *     of a film or changes its frame rate, or blends along the optical flow, which needs the
   *     painted frame before
   */
  public static FilmPieces of(FilmStylizer films, String extension) {
    if (!films.range().equals(FilmRange.ALL) || films.shots().opticalFlow()) {
      throw new IllegalArgumentException(
          "a film is split as a whole, at its frame rate and without optical flow, but not by "
              + films);
    }
    return new FilmPieces(films, FilmFormat.of(Path.of("painted." + extension)), LENGTH);
  }

  /**
   * Sets how long pieces are.
   *
   * @param least of the film's time; a piece ends at the next key frame
   * @return pieces with that setting
   * @throws IllegalArgumentException if it is not positive
   */
  public FilmPieces length(Duration least) {
    if (least.isNegative() || least.isZero()) {
      throw new IllegalArgumentException("pieces must be longer than 0 s, but would be " + least);
    }
    return new FilmPieces(films, format, least);
  }

  /**
   * Tells whether painted pieces are those that would be painted now.
   *
   * @param film the film
   * @return some digits, of the film, of its time stamp, of the style and of all settings
   * @throws StylizerException if the film cannot be read, or the style
   */
  public String key(Path film) {
    try {
      return FilmKey.of(
          film, films.stylizer(), List.of("pieces", films.shots(), format, length.toString()));
    } catch (IOException e) {
      throw FilmErrors.of(e, List.of(film));
    }
  }

  /**
   * Splits a film. It is read once; a piece can be painted as soon as it is there. The same call
   * makes the same pieces.
   *
   * @param film as for {@link FilmStylizer#apply}
   * @param folder an empty one; what is left in it after the call may be deleted
   * @param receiver of the pieces, in order: files in the folder, which it may move or delete
   * @return what it has
   * @throws StylizerException if there is no ffmpeg, the film cannot be read, the folder cannot be
   *     written, or the engine fails
   * @throws PaintingInterruptedException if the thread is interrupted
   * @throws IllegalArgumentException if its frames are too small for the network
   * @throws IllegalStateException if the stylizer is closed
   * @throws UnsupportedOperationException as {@link Stylizer#statisticsOf} does
   */
  public SplitFilm split(Path film, Path folder, Consumer<Path> receiver) {
    films.stylizer().prepare();
    try {
      FilmStylizer.requireFile(film);
      Ffmpeg ffmpeg = Ffmpeg.find(Settings.ofSystem());
      return new FilmSplitter(films, ffmpeg, format, film, length, folder, receiver).split();
    } catch (IOException e) {
      throw FilmErrors.of(e, List.of(film, folder));
    }
  }

  /**
   * Paints a piece.
   *
   * @param stylizer of the same style and settings as the one that the film was split for
   * @param piece from {@link #split}
   * @param part the file to write; its folder is used for temporary files, whose names begin with
   *     that of the part
   * @return how many frames it has
   * @throws PieceMismatchException if the piece does not have the frames of the film
   * @throws StylizerException if there is no ffmpeg, or one without the encoder of the film, the
   *     piece cannot be read, the part cannot be written, or painting fails
   * @throws PaintingInterruptedException if the thread is interrupted
   * @throws IllegalArgumentException if the statistics are those of another kind of network
   * @throws IllegalStateException if the stylizer is closed
   */
  public static long paint(Stylizer stylizer, Path piece, Path part) {
    Path film = part.resolveSibling(part.getFileName() + ".film");
    try (PieceFile file = PieceFile.open(piece)) {
      Ffmpeg ffmpeg = Ffmpeg.find(Settings.ofSystem());
      PiecePlan plan = file.plan();
      FilmFormat.Encoder encoder = plan.format().encoder(ffmpeg, plan.encoder());
      file.extract(film);
      try (FilmReader reader =
              plan.isWhole()
                  ? new FilmReader(ffmpeg, film, FilmRange.ALL)
                  : FilmReader.ofPiece(ffmpeg, film);
          FilmWriter writer = new FilmWriter(ffmpeg, encoder, plan.ticks(), part);
          PiecePainter painter = new PiecePainter(stylizer, plan, file.filter(plan))) {
        painter.paint(reader, writer);
        writer.finish();
        return plan.frames().size();
      } finally {
        Files.deleteIfExists(film);
      }
    } catch (IOException e) {
      throw FilmErrors.of(e, List.of(piece, part));
    }
  }

  /**
   * Joins painted pieces, and adds sound, subtitles, chapters and metadata of the film.
   *
   * @param film the film that was split
   * @param parts all of it, in order
   * @param painted the file to write, with the extension of {@link #of}; replaced if it exists
   * @return what was written
   * @throws StylizerException if there is no ffmpeg, a file cannot be read, or the result cannot be
   *     written
   * @throws PaintingInterruptedException if the thread is interrupted
   * @throws IllegalArgumentException if there are no parts, or the extension is not supported
   */
  public static PaintedFilm join(Path film, List<Path> parts, Path painted) {
    FilmFormat format = FilmFormat.of(painted);
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("a film must have at least one part, but has none");
    }
    try {
      AtomicFile.requireWritable(painted);
      Ffmpeg ffmpeg = Ffmpeg.find(Settings.ofSystem());
      Path folder =
          Files.createTempDirectory(
              Objects.requireNonNull(painted.toAbsolutePath().getParent()), ".joined");
      try {
        return join(ffmpeg, film, parts, format, folder, painted);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw FilmErrors.of(e, List.of(film, painted));
    }
  }

  private static PaintedFilm join(
      Ffmpeg ffmpeg, Path film, List<Path> files, FilmFormat format, Path folder, Path painted)
      throws IOException {
    FilmSource source = FilmSource.of(ffmpeg, film, folder);
    List<FilmPart> parts = FilmPart.read(ffmpeg, files);
    for (FilmPart part : parts) {
      if (part.frames() == 0) {
        throw new IOException(part.file() + ": is no painted piece of a film, or is damaged");
      }
    }
    FilmMuxer muxer =
        new FilmMuxer(
            ffmpeg, source.file(), FilmRange.ALL, format, source.ticks(FilmRange.ALL), folder);
    AtomicFile.replaceBy(painted, muxer.join(parts, false));
    Duration length = Duration.of(parts.get(parts.size() - 1).to(), ChronoUnit.MICROS);
    List<String> remarks = new ArrayList<>(muxer.remarks());
    return new PaintedFilm(FilmPart.frames(parts), length, true, remarks);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
