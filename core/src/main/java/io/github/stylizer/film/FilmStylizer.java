package io.github.stylizer.film;

import io.github.stylizer.PaintingInterruptedException;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Stylizer;
import io.github.stylizer.StylizerException;
import io.github.stylizer.internal.io.OneLine;
import io.github.stylizer.internal.io.Settings;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * Paints films without flicker. A network paints every photo by the means and deviations that it
 * finds in it; those of successive frames differ a little, and so do their colors. Here all frames
 * of a shot are painted by the same ones, taken from a few frames at its beginning, and the noise
 * of the camera is {@linkplain #noise filtered}. When the camera moves, brush strokes keep their
 * places on what they are painted on: the network's {@linkplain Stylizer#origin origin} follows.
 *
 * <pre>{@code
 * try (Stylizer wave = Stylizer.style("great-wave")) {
 *   FilmStylizer.of(wave).apply(Path.of("clip.mp4"), Path.of("painted.mp4"));
 * }
 * }</pre>
 *
 * <p>Methods that do not paint with a transform network, such as gatys, paint frame by frame.
 *
 * <p>Film files are read and written by a program ffmpeg, 5.1 or newer: the one that the system
 * property {@code stylizer.ffmpeg} or the environment variable {@code STYLIZER_FFMPEG} names, else
 * the one on the PATH, else that of {@code org.bytedeco:ffmpeg} on the class path.
 *
 * <p>Immutable: every setting returns a new object. Safe for concurrent use.
 */
public final class FilmStylizer {
  private final Stylizer stylizer;
  private final FilmRange range;
  private final ShotSettings shots;
  private final ProgressListener listener;

  private FilmStylizer(
      Stylizer stylizer, FilmRange range, ShotSettings shots, ProgressListener listener) {
    this.stylizer = stylizer;
    this.range = range;
    this.shots = shots;
    this.listener = listener;
  }

  /**
   * Paints films with a stylizer.
   *
   * @param stylizer paints the frames; the caller closes it after the last one
   * @return a painter of films
   */
  public static FilmStylizer of(Stylizer stylizer) {
    Objects.requireNonNull(stylizer, "stylizer");
    return new FilmStylizer(stylizer, FilmRange.ALL, ShotSettings.DEFAULT, ProgressListener.NONE);
  }

  /**
   * Returns whether a file is a film: MP4, MOV, Matroska, WebM, AVI, MPEG, Ogg, FLV or WMV, or a
   * GIF or WebP animation. Only its first bytes are read, and the index of a GIF.
   *
   * @param file any file
   * @return whether it is a film, as far as its beginning tells
   * @throws IOException if it cannot be read
   */
  public static boolean isFilm(Path file) throws IOException {
    return FilmFiles.isFilm(file);
  }

  /**
   * Returns whether a film can be written to a file of that name.
   *
   * @param file any name
   * @return whether its extension is one of those that {@link #apply} lists
   */
  public static boolean supports(Path file) {
    return FilmFormat.named(file).isPresent();
  }

  /**
   * Finds the program that film files are read and written with.
   *
   * @return the path of ffmpeg
   * @throws StylizerException if there is none; the message says what to do
   */
  public static Path program() {
    try {
      return Path.of(Ffmpeg.find(Settings.ofSystem()).program());
    } catch (IOException e) {
      throw new StylizerException(String.valueOf(e.getMessage()), e);
    }
  }

  /**
   * Paints only a part of a film file.
   *
   * @param from where to begin, from the film's beginning
   * @param to where to end
   * @return a painter with that setting
   * @throws IllegalArgumentException if it would end before it begins, or begins before 0
   */
  public FilmStylizer between(Duration from, Duration to) {
    Objects.requireNonNull(to, "to");
    return with(new FilmRange(from, to, range.framesPerSecond()));
  }

  /**
   * Paints a film file from a moment on.
   *
   * @param from where to begin, from the film's beginning
   * @return a painter with that setting
   * @throws IllegalArgumentException if it is before 0
   */
  public FilmStylizer from(Duration from) {
    return with(new FilmRange(from, null, range.framesPerSecond()));
  }

  /**
   * Changes the frame rate of a film file: fewer frames take less time, and more repeat some.
   *
   * @param rate frames per second; 0 for those of the film, the default
   * @return a painter with that setting
   * @throws IllegalArgumentException if it is not in 0 … 1000
   */
  public FilmStylizer framesPerSecond(double rate) {
    return with(new FilmRange(range.from(), range.to(), rate));
  }

  /**
   * Limits how many frames are read before the first one is painted. Where a shot begins, four
   * frames spread over them give its statistics; frames are painted as much later than they are
   * read. Large frames are fewer: they take 128 MB at most, or three frames.
   *
   * @param frames at least 3, to tell a cut from a flash; the default is 24
   * @return a painter with that setting
   * @throws IllegalArgumentException if they are less than 3
   */
  public FilmStylizer lookAhead(int frames) {
    return with(new ShotSettings(frames, shots.noise(), shots.opticalFlow()));
  }

  /**
   * Sets what is taken for the noise of the camera, which would be painted as flicker: where a
   * frame differs less from those before it, it is averaged with them before it is painted.
   * Differences of three times as many levels are movement, which stays; what moves in between
   * follows a little late.
   *
   * @param levels of 255 in the channel that differs most; 0 for no filter; the default is 6
   * @return a painter with that setting
   * @throws IllegalArgumentException if they are not in 0 … 64
   */
  public FilmStylizer noise(int levels) {
    return with(new ShotSettings(shots.lookAhead(), levels, shots.opticalFlow()));
  }

  /**
   * Steadies what moves on its own: blends each painted frame with those before it, moved along
   * with what they show. Brush strokes then follow what they are painted on. The movement is found
   * by OpenCV, an optional dependency: {@code org.bytedeco:opencv}, {@code openblas} and {@code
   * javacpp}, each with the natives of the system.
   *
   * @param followed whether frames are blended; the default is false
   * @return a painter with that setting
   * @throws StylizerException if OpenCV is not on the class path, or does not run on this machine
   */
  public FilmStylizer opticalFlow(boolean followed) {
    if (followed) {
      OpticalFlow.open().close();
    }
    return with(new ShotSettings(shots.lookAhead(), shots.noise(), followed));
  }

  /**
   * Reports progress when film files are painted.
   *
   * @param progressListener receives the number of painted frames and how many there are about, on
   *     the thread that paints; its preview is the frame painted last
   * @return a painter with that setting
   */
  public FilmStylizer onProgress(ProgressListener progressListener) {
    Objects.requireNonNull(progressListener, "progressListener");
    return new FilmStylizer(stylizer, range, shots, progressListener);
  }

  private FilmStylizer with(FilmRange changed) {
    return new FilmStylizer(stylizer, changed, shots, listener);
  }

  private FilmStylizer with(ShotSettings changed) {
    return new FilmStylizer(stylizer, range, changed, listener);
  }

  /**
   * Paints frames in order. A frame is read only when the look-ahead has room for it, and painted
   * only when its result is asked for, so that an endless stream works too, such as a camera's.
   *
   * @param frames of any sizes; another size begins another shot
   * @return the painted frames, each of which throws what {@link Stylizer#apply(BufferedImage)}
   *     does; sequential; closing it closes {@code frames}
   */
  public Stream<BufferedImage> paint(Stream<BufferedImage> frames) {
    ShotPainter painter = new ShotPainter(frames.sequential().iterator(), stylizer, shots);
    Spliterator<BufferedImage> painted =
        Spliterators.spliteratorUnknownSize(painter, Spliterator.ORDERED | Spliterator.NONNULL);
    return StreamSupport.stream(painted, false).onClose(painter::close).onClose(frames::close);
  }

  /**
   * Paints a film file. Sound, subtitles, chapters, metadata, rotation, length and the times of all
   * frames are those of the film. Decoding, painting and encoding go on at the same time.
   *
   * <p>What is painted is kept in a hidden folder beside the result until that is complete. After a
   * kill, an error or an interrupt, the same call goes on from there; nothing is left behind after
   * the last frame. On an interrupt, the film so far is written, and the interrupt flag is set.
   *
   * @param film any film that ffmpeg reads from a single file; its frames may have 67,108,864
   *     pixels
   * @param painted the file to write: {@code .mp4}, {@code .m4v}, {@code .mov}, {@code .mkv},
   *     {@code .webm}, {@code .avi}, {@code .gif} or {@code .webp}; replaced if it exists
   * @return what was written
   * @throws StylizerException if there is no ffmpeg, the film cannot be read, the result cannot be
   *     written, or painting fails
   * @throws PaintingInterruptedException if the thread is interrupted before a frame is painted
   * @throws IllegalArgumentException if the extension of the result is not supported, or it would
   *     replace the film
   * @throws IllegalStateException if the stylizer is closed
   */
  public PaintedFilm apply(Path film, Path painted) {
    FilmFormat.of(painted);
    try {
      requireFile(film);
      if (Files.exists(painted) && Files.isSameFile(film, painted)) {
        throw new IllegalArgumentException(
            OneLine.of(painted + ": would replace the film that is read; use another file"));
      }
      Ffmpeg ffmpeg = Ffmpeg.find(Settings.ofSystem());
      return new FilmRun(stylizer, range, shots, listener, ffmpeg, film, painted).run();
    } catch (IOException e) {
      throw FilmErrors.of(e, List.of(film, painted));
    }
  }

  static void requireFile(Path film) throws IOException {
    if (!Files.isRegularFile(film)) {
      throw new NoSuchFileException(film.toString(), null, "no such file");
    }
  }

  Stylizer stylizer() {
    return stylizer;
  }

  FilmRange range() {
    return range;
  }

  ShotSettings shots() {
    return shots;
  }

  ProgressListener listener() {
    return listener;
  }

  /** Describes the stylizer and the settings. */
  @Override
  public String toString() {
    return "FilmStylizer[" + stylizer + ", " + range + ", " + shots + "]";
  }
}
