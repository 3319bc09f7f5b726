package io.github.stylizer.internal.train;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The photos that a training paints regularly, each with a unique name. */
final class ValidationPhotos {
  private static final int LONGEST_SIDE = 512;

  private final Map<String, Photo> photos = new LinkedHashMap<>();
  private final UnaryOperator<NDArray> painter;

  /** Receives painted photos. */
  @FunctionalInterface
  interface Gallery {
    void hang(String name, BufferedImage picture) throws IOException;
  }

  private record Photo(Path file, BufferedImage image) {}

  /**
   * Reads the photos, and scales down those with a side of more than 512 pixels.
   *
   * @param painter paints normalized photos {@code (1, 3, H, W)}
   * @throws IOException if one cannot be read
   */
  ValidationPhotos(List<Path> files, UnaryOperator<NDArray> painter) throws IOException {
    this.painter = painter;
    // In lower case, since some file systems ignore case.
    Set<String> taken = new HashSet<>();
    for (Path file : files) {
      BufferedImage image = ImageDecoder.standard().maxSize(LONGEST_SIDE).read(file);
      String stem = stem(file);
      String name = stem;
      for (int i = 2; !taken.add(name.toLowerCase(Locale.ROOT)); i++) {
        name = stem + "-" + i;
      }
      photos.put(name, new Photo(file, image));
    }
  }

  /** For a task that does not paint. */
  static ValidationPhotos none() throws IOException {
    return new ValidationPhotos(List.of(), UnaryOperator.identity());
  }

  private static String stem(Path file) {
    String name = file.getFileName().toString();
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  /**
   * Paints every photo once and discards the result, so that a photo that cannot be painted is
   * found before hours of training.
   *
   * @throws IOException if a photo has a size that the task rejects
   */
  void tryOut(NDManager parent) throws IOException {
    for (Photo photo : photos.values()) {
      try {
        painted(photo.image, parent);
      } catch (IllegalArgumentException e) {
        throw new IOException(
            photo.file + ": cannot be painted for validation: " + e.getMessage(), e);
      }
    }
  }

  /** Paints every photo. */
  void paint(NDManager parent, Gallery gallery) throws IOException {
    for (Map.Entry<String, Photo> photo : photos.entrySet()) {
      gallery.hang(photo.getKey(), painted(photo.getValue().image, parent));
    }
  }

  private BufferedImage painted(BufferedImage photo, NDManager parent) {
    try (NDManager manager = parent.newSubManager()) {
      NDArray content = ImageTensors.fromImage(manager, photo);
      return ImageTensors.toImage(painter.apply(content));
    }
  }
}
