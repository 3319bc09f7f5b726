package io.github.stylizer.film;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A hidden folder beside a film that is being painted, with what is painted already: one file for
 * each run that was started. It outlives a killed process, and one that takes over reads how far
 * the files got.
 */
final class FilmParts implements AutoCloseable {
  private static final Pattern CLOCK = Pattern.compile("(?m)^#tb 0: (\\d+)/(\\d+)");
  private static final Pattern FRAME =
      Pattern.compile("(?m)^0, *-?\\d+, *(-?\\d+), *(\\d+), *\\d+, *0x");

  /** Of a time in microseconds that is a whole number. */
  private static final double DOUBLE_ERROR = 1e-3;

  /**
   * A file of encoded frames.
   *
   * @param from the time of its first frame, in microseconds, rounded up: not before it
   * @param to when its last frame ends
   */
  record Part(Path file, long frames, long from, long to) {}

  private final Ffmpeg ffmpeg;
  private final Path folder;
  private final FileChannel lock;

  private FilmParts(Ffmpeg ffmpeg, Path folder, FileChannel lock) {
    this.ffmpeg = ffmpeg;
    this.folder = folder;
    this.lock = lock;
  }

  /**
   * Opens the folder of a film, and creates it if there is none.
   *
   * @param painted the film to be written; its folder must exist
   * @param key of film, style and settings: parts with another one are deleted
   * @throws IOException if another process paints the same film, or the folder cannot be used
   */
  static FilmParts open(Ffmpeg ffmpeg, Path painted, String key) throws IOException {
    Path folder =
        painted.toAbsolutePath().resolveSibling("." + painted.getFileName() + ".stylizer");
    Files.createDirectories(folder);
    FileChannel lock =
        FileChannel.open(
            folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FilmParts parts = new FilmParts(ffmpeg, folder, lock);
    try {
      parts.requireLock(painted);
      parts.require(key);
      return parts;
    } catch (IOException | RuntimeException e) {
      lock.close();
      throw e;
    }
  }

  private void requireLock(Path painted) throws IOException {
    boolean free;
    try {
      free = lock.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      free = false;
    }
    if (!free) {
      throw new IOException(painted + ": is being painted already; wait, or use another file");
    }
  }

  private void require(String key) throws IOException {
    Path file = folder.resolve("key");
    if (!Files.exists(file) || !Files.readString(file).equals(key)) {
      for (Path part : files()) {
        Files.delete(part);
      }
      Files.writeString(file, key);
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(file -> file.toString().endsWith("." + FilmWriter.PART)).sorted().toList();
    }
  }

  /** A file in the folder. */
  Path file(String name) {
    return folder.resolve(name);
  }

  /** The file of the next part. */
  Path next() throws IOException {
    List<Path> files = files();
    int number = 1;
    if (!files.isEmpty()) {
      String last = String.valueOf(files.get(files.size() - 1).getFileName());
      number = Integer.parseInt(last.replaceFirst("\\..*", "")) + 1;
    }
    return folder.resolve(String.format(Locale.ROOT, "%06d.%s", number, FilmWriter.PART));
  }

  /**
   * Reads how much is in each part. One without a frame is deleted. A part ends where the next one
   * begins, even if it has more: the encoder of a killed process may have finished frames while the
   * next process counted them.
   */
  List<Part> read() throws IOException {
    Deque<Part> parts = new ArrayDeque<>();
    List<Path> files = files();
    for (int i = files.size() - 1; i >= 0; i--) {
      Part next = parts.peekFirst();
      Part part = read(files.get(i), next == null ? Long.MAX_VALUE : next.from);
      if (part.frames == 0) {
        Files.delete(files.get(i));
      } else {
        parts.addFirst(part);
      }
    }
    return List.copyOf(parts);
  }

  private Part read(Path file, long end) throws IOException {
    if (Files.size(file) == 0) {
      return new Part(file, 0, 0, 0);
    }
    String said;
    try {
      said =
          ffmpeg.run(
              List.of(
                  "-copyts",
                  "-fflags",
                  "+discardcorrupt",
                  "-f",
                  FilmWriter.PART,
                  "-i",
                  Ffmpeg.url(file),
                  "-map",
                  "0:v",
                  "-c",
                  "copy",
                  "-f",
                  "framecrc",
                  "pipe:1"));
    } catch (IOException e) {
      // Not even its header was written.
      return new Part(file, 0, 0, 0);
    }
    Matcher clock = CLOCK.matcher(said);
    Matcher frame = FRAME.matcher(said);
    long frames = 0;
    long from = 0;
    long to = 0;
    if (clock.find()) {
      double tick = 1e6 * Long.parseLong(clock.group(1)) / Long.parseLong(clock.group(2));
      for (; frame.find(); frames++) {
        double start = Long.parseLong(frame.group(1)) * tick;
        if (roundedUp(start) >= end) {
          return new Part(file, frames, from, end);
        }
        long time = Math.round(start);
        from = frames == 0 ? roundedUp(start) : from;
        long length = Long.parseLong(frame.group(2));
        // Where the length of the last frame is unknown, it is that of the one before.
        to = length > 0 ? time + Math.round(length * tick) : frames == 0 ? time : 2 * time - to;
      }
    }
    return new Part(file, frames, from, to);
  }

  private static long roundedUp(double micros) {
    return (long) Math.ceil(micros - DOUBLE_ERROR);
  }

  /** Deletes the folder. */
  void delete() throws IOException {
    lock.close();
    try (Stream<Path> all = Files.list(folder)) {
      for (Path file : all.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  /** Deletes the folder if there is nothing painted in it. */
  @Override
  public void close() throws IOException {
    if (Files.exists(folder) && files().isEmpty()) {
      delete();
    }
    lock.close();
  }
}
