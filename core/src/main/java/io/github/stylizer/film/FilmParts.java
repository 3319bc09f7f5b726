package io.github.stylizer.film;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * A hidden folder beside a film that is being painted, with what is painted already: one file for
 * each run that was started. It outlives a killed process, and one that takes over reads how far
 * the files got.
 */
final class FilmParts implements AutoCloseable {
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

  /** Where they are. */
  Path folder() {
    return folder;
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

  /** Reads how much is in each part. One without a frame is deleted. */
  List<FilmPart> read() throws IOException {
    List<FilmPart> parts = new ArrayList<>();
    for (FilmPart part : FilmPart.read(ffmpeg, files())) {
      if (part.frames() == 0) {
        Files.delete(part.file());
      } else {
        parts.add(part);
      }
    }
    return parts;
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
