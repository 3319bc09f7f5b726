package stylize.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A folder of the local disk, which ffmpeg reads and writes. Deleted with all that is in it. */
record LocalFolder(Path folder) implements AutoCloseable {

  /** Creates one where the system property {@code java.io.tmpdir} says. */
  static LocalFolder create() throws IOException {
    return new LocalFolder(Files.createTempDirectory("stylize-spark"));
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
