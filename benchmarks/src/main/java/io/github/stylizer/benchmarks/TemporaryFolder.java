package io.github.stylizer.benchmarks;

import io.github.stylizer.image.ImageEncoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder for the files of one benchmark; all that is in it goes when it is closed. */
final class TemporaryFolder implements AutoCloseable {
  private final Path path;

  TemporaryFolder() throws IOException {
    path = Files.createTempDirectory("stylizer-benchmark");
  }

  Path path() {
    return path;
  }

  /** Makes a folder of JPEG files in this one. */
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
