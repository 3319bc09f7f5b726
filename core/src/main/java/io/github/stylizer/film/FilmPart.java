package io.github.stylizer.film;

import io.github.stylizer.film.FilmPackets.Packet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * A file of painted frames, encoded, which is joined with others.
 *
 * @param from the time of its first frame, in microseconds, rounded up: not before it
 * @param to when its last frame ends
 */
record FilmPart(Path file, long frames, long from, long to) {
  /** Of a time in microseconds that is a whole number. */
  private static final double DOUBLE_ERROR = 1e-3;

  /**
   * Reads how much is in each file, in their order. A part ends where the next one begins, even if
   * it has more: the encoder of a killed process may have finished frames while the next process
   * counted them.
   *
   * @return as many parts as files, some of which may have no frame
   */
  static List<FilmPart> read(Ffmpeg ffmpeg, List<Path> files) throws IOException {
    Deque<FilmPart> parts = new ArrayDeque<>();
    long end = Long.MAX_VALUE;
    for (int i = files.size() - 1; i >= 0; i--) {
      FilmPart part = read(ffmpeg, files.get(i), end);
      parts.addFirst(part);
      end = part.frames == 0 ? end : part.from;
    }
    return List.copyOf(parts);
  }

  private static FilmPart read(Ffmpeg ffmpeg, Path file, long end) throws IOException {
    if (Files.size(file) == 0) {
      return new FilmPart(file, 0, 0, 0);
    }
    List<Packet> packets;
    try {
      packets =
          FilmPackets.of(
              ffmpeg,
              List.of("-copyts", "-fflags", "+discardcorrupt", "-f", FilmWriter.PART),
              file);
    } catch (IOException e) {
      // Not even its header was written.
      return new FilmPart(file, 0, 0, 0);
    }
    long from = 0;
    long to = 0;
    for (int number = 0; number < packets.size(); number++) {
      double start = packets.get(number).micros();
      if (roundedUp(start) >= end) {
        return new FilmPart(file, number, from, end);
      }
      long time = Math.round(start);
      from = number == 0 ? roundedUp(start) : from;
      double length = packets.get(number).length();
      // Where the length of the last frame is unknown, it is that of the one before.
      to = length > 0 ? time + Math.round(length) : number == 0 ? time : 2 * time - to;
    }
    return new FilmPart(file, packets.size(), from, to);
  }

  private static long roundedUp(double micros) {
    return (long) Math.ceil(micros - DOUBLE_ERROR);
  }

  /** How many frames parts have together. */
  static long frames(List<FilmPart> parts) {
    return parts.stream().mapToLong(FilmPart::frames).sum();
  }
}
