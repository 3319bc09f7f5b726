package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDManager;
import io.github.stylizer.data.Crop;
import io.github.stylizer.data.ImageFolder;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.metanet.MetaNet;
import io.github.stylizer.nn.TransformModel;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;

/** Draws every photo of a folder in the style of every painting of another. */
public final class MetaNetGrid {
  private static final int SIDE = 256;

  private MetaNetGrid() {}

  /**
   * Draws a picture with a row for each photo and a column for each painting.
   *
   * @param arguments the weights of VGG-19, a network, a folder of photos, one of paintings, and
   *     the picture to write
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 5) {
      throw new IllegalArgumentException("arguments: VGG19 NETWORK PHOTOS PAINTINGS OUT.jpg");
    }
    List<Path> photos = ImageFolder.of(Path.of(arguments[2])).files();
    List<Path> paintings = ImageFolder.of(Path.of(arguments[3])).files();
    BufferedImage grid =
        new BufferedImage(
            SIDE * paintings.size(), SIDE * photos.size(), BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = grid.createGraphics();
    try (Vgg vgg = Vgg.builder(VggVariant.VGG19).weights(Path.of(arguments[0])).build();
        MetaNet network = MetaNet.load(Path.of(arguments[1]), vgg)) {
      for (int column = 0; column < paintings.size(); column++) {
        BufferedImage painting = square(paintings.get(column));
        try (TransformModel style = network.style(painting)) {
          for (int row = 0; row < photos.size(); row++) {
            BufferedImage painted = painted(style, square(photos.get(row)));
            graphics.drawImage(painted, SIDE * column, SIDE * row, null);
          }
        }
      }
    }
    graphics.dispose();
    ImageEncoder.standard().write(grid, Path.of(arguments[4]));
  }

  private static BufferedImage painted(TransformModel style, BufferedImage photo) {
    try (NDManager manager = NDManager.newBaseManager()) {
      return ImageTensors.toImage(style.stylize(ImageTensors.fromImage(manager, photo)));
    }
  }

  private static BufferedImage square(Path file) throws IOException {
    return Crop.resizedCentre(SIDE)
        .apply(ImageDecoder.standard().read(file), new SplittableRandom(0));
  }
}
