package io.github.stylizer.film;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A film in a form that ffmpeg reads.
 *
 * @param file the film, or what was made of it
 * @param probe what ffmpeg says about it
 * @param complaint what is wrong with the film, of which the frames before are there; empty if
 *     nothing was found yet
 */
record FilmSource(Path file, FilmProbe probe, String complaint) {
  private static final int LEAST_TICKS = 10_000;
  private static final int TICKS = 90_000;
  private static final int HEAD = 32;

  /**
   * Takes a film.
   *
   * @param folder where a WebP animation is decoded to
   */
  static FilmSource of(Ffmpeg ffmpeg, Path film, Path folder) throws IOException {
    String head;
    try (InputStream in = Files.newInputStream(film)) {
      head = new String(in.readNBytes(HEAD), StandardCharsets.ISO_8859_1);
    }
    if (!WebpAnimation.isOne(head)) {
      return new FilmSource(film, FilmProbe.of(ffmpeg, film), "");
    }
    Path decoded = folder.resolve("decoded");
    String complaint = decode(ffmpeg, film, decoded);
    return new FilmSource(decoded, FilmProbe.of(ffmpeg, decoded), complaint);
  }

  /** Decodes all frames up to a damaged one, and returns the complaint about that. */
  private static String decode(Ffmpeg ffmpeg, Path film, Path decoded) throws IOException {
    FilmFormat.Encoder encoder = FilmFormat.WEBP.encoders().get(0);
    try (WebpAnimation animation = WebpAnimation.open(film);
        FilmWriter writer = new FilmWriter(ffmpeg, encoder, TICKS, decoded)) {
      String complaint = copy(animation, writer);
      writer.finish();
      return complaint;
    }
  }

  private static String copy(WebpAnimation animation, FilmWriter writer) throws IOException {
    for (int number = 0; ; number++) {
      TimedFrame frame;
      try {
        frame = animation.next();
      } catch (IOException e) {
        if (number == 0 || Thread.currentThread().isInterrupted()) {
          throw e;
        }
        return String.valueOf(e.getMessage());
      }
      if (frame == null) {
        return "";
      }
      writer.write(frame);
    }
  }

  /**
   * How many ticks of the clock a painted film has in a second: as many as this one, unless those
   * are few or its frame rate changes.
   */
  int ticks(FilmRange range) {
    boolean ownClock = range.framesPerSecond() == 0 && probe.ticks() >= LEAST_TICKS;
    return ownClock ? probe.ticks() : TICKS;
  }
}
