package io.github.stylizer.internal.data;

import io.github.stylizer.internal.io.OneLine;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Reads and crops the photos of a folder, and skips and remembers files that cannot be read. Safe
 * for concurrent use.
 */
final class PhotoReader {
  /** Decodes an image file. */
  interface Decoder {
    BufferedImage read(Path file) throws IOException;
  }

  private final ImageFolder folder;
  private final Decoder decoder;
  private final Crop crop;
  private final Map<Integer, String> unreadable = new ConcurrentSkipListMap<>();
  private volatile boolean stopped;

  PhotoReader(ImageFolder folder, Decoder decoder, Crop crop) {
    this.folder = folder;
    this.decoder = decoder;
    this.crop = crop;
  }

  /**
   * Reads the file at a position of an order or, if it is unreadable, the first readable one after
   * it, wrapping around.
   */
  BufferedImage read(int[] order, int position, RandomGenerator random) throws IOException {
    for (int i = 0; i < order.length; i++) {
      if (stopped) {
        throw new CancellationException("stopped");
      }
      int file = order[(int) (((long) position + i) % order.length)];
      // Two threads may try a bad file at the same time, but none tries it again.
      BufferedImage photo = unreadable.containsKey(file) ? null : decode(file);
      if (photo != null) {
        return cropped(file, photo, random);
      }
    }
    throw problem(
        folder.path(),
        "none of its "
            + order.length
            + " files can be read as an image; add photos to it; the first failure is: "
            + unreadable.get(0),
        null);
  }

  /** Makes calls of {@link #read} in other threads end soon. */
  void stop() {
    stopped = true;
  }

  Map<Path, String> unreadable() {
    Map<Path, String> reasons = new LinkedHashMap<>();
    unreadable.forEach((file, reason) -> reasons.put(folder.files().get(file), reason));
    return Collections.unmodifiableMap(reasons);
  }

  private @Nullable BufferedImage decode(int file) throws IOException {
    Path path = folder.files().get(file);
    try {
      return decoder.read(path);
    } catch (IOException e) {
      if (e.getCause() instanceof OutOfMemoryError) {
        // Skipping the file would make the batches depend on free memory.
        throw problem(
            path,
            "not enough memory to decode this image along with the others; raise -Xmx, use fewer"
                + " threads or remove the file",
            e);
      }
      unreadable.putIfAbsent(
          file, OneLine.of(Objects.requireNonNullElse(e.getMessage(), e.toString())));
      return null;
    }
  }

  private BufferedImage cropped(int file, BufferedImage photo, RandomGenerator random) {
    try {
      return Objects.requireNonNull(crop.apply(photo, random), "the crop is null");
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          folder.files().get(file) + ": the crop failed: " + e.getMessage(), e);
    }
  }

  private static IOException problem(Path path, String problem, @Nullable Throwable cause) {
    return new IOException(OneLine.of(path + ": " + problem), cause);
  }
}
