package io.github.stylizer.examples.programs;

import io.github.stylizer.image.ImageDecoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Frames one after the other: of a camera, a film or a folder of pictures. */
interface LiveFrames extends AutoCloseable {
  /** Waits for the next frame; null after the last one. */
  @Nullable BufferedImage next() throws IOException, InterruptedException;

  @Override
  default void close() throws IOException {}

  /** Opens the number of a camera, a film file or a folder. */
  static LiveFrames open(String source) throws IOException {
    Path path = Path.of(source);
    if (Files.isDirectory(path)) {
      return new Folder(path, 40);
    }
    try {
      return JavaCvFrames.open(source);
    } catch (LinkageError e) {
      throw new IOException(
          "cameras and films need org.bytedeco:javacv-platform:1.5.13 on the class path;"
              + " a folder of pictures does not",
          e);
    }
  }

  /** Pictures in the order of their names, again and again: a camera for machines without one. */
  final class Folder implements LiveFrames {
    private final List<Path> files;
    private final long pause;
    private int next;

    Folder(Path folder, long pauseMillis) throws IOException {
      try (Stream<Path> listed = Files.list(folder)) {
        files = listed.filter(Files::isRegularFile).sorted().toList();
      }
      if (files.isEmpty()) {
        throw new IOException(folder + ": has no pictures");
      }
      pause = pauseMillis;
    }

    @Override
    public BufferedImage next() throws IOException, InterruptedException {
      Thread.sleep(pause);
      return ImageDecoder.standard().read(files.get(next++ % files.size()));
    }
  }
}
