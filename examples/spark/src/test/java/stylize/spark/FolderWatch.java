package stylize.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What other processes have written so far. */
final class FolderWatch {
  private FolderWatch() {}

  /** Counts the files of a folder and its subfolders whose names match. */
  static long count(Path folder, String names) throws IOException {
    if (!Files.isDirectory(folder)) {
      return 0;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.getFileName().toString().matches(names)).count();
    } catch (UncheckedIOException e) {
      // A temporary file was renamed meanwhile: look again.
      return 0;
    }
  }
}
