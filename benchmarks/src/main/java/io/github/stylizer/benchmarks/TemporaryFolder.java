package io.github.stylizer.benchmarks;

import io.github.stylizer.image.ImageEncoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for the files of one benchmark; closing it deletes everything in it. */
final class TemporaryFolder implements AutoCloseable {
  private static final String NAME = "stylizer-benchmark";
  private static final Path MEMORY = Path.of("/dev/shm");

  private final Path path;

  private TemporaryFolder(Path path) {
    this.path = path;
  }

  /** Creates a folder in the default place. */
  static TemporaryFolder onDisk() throws IOException {
    return new TemporaryFolder(Files.createTempDirectory(NAME));
  }

  /** Creates a folder for small files, in memory if possible. */
  static TemporaryFolder inMemory() throws IOException {
    return Files.isWritable(MEMORY)
        ? new TemporaryFolder(Files.createTempDirectory(MEMORY, NAME))
        : onDisk();
  }

  Path path() {
    return path;
  }

  /** Creates a subfolder of JPEG files. */
  Path pictures(String name, int count, int width, int height) throws IOException {
    Path folder = Files.createDirectory(path.resolve(name));
    for (int i = 0; i < count; i++) {
      BufferedImage picture = RandomPictures.of(width, height, name.hashCode() + i);
      ImageEncoder.standard().write(picture, folder.resolve(i + ".jpg"));
    }
    return folder;
  }

  @Override
  public void close() throws IOException {
    List<Path> deepestFirst;
    try (Stream<Path> all = Files.walk(path)) {
      deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : deepestFirst) {
      Files.delete(file);
    }
  }
}
