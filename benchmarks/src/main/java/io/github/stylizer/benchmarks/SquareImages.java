package io.github.stylizer.benchmarks;

import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.internal.data.Crop;
import io.github.stylizer.internal.data.ImageFolder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The images of a folder, cropped to squares. */
final class SquareImages {
  private SquareImages() {}

  /**
   * Reads images.
   *
   * @param folder includes its subfolders
   * @param side of the squares in pixels
   * @return the centers of all images, in file order
   * @throws IOException if one cannot be read
   */
  static List<BufferedImage> ofFolder(Path folder, int side) throws IOException {
    Crop center = Crop.resizedCenter(side);
    List<BufferedImage> squares = new ArrayList<>();
    for (Path file : ImageFolder.of(folder).files()) {
      squares.add(center.apply(ImageDecoder.standard().read(file), new SplittableRandom(0)));
    }
    return squares;
  }
}
