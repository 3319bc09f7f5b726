package io.github.stylizer.benchmarks;

import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.internal.data.ImageFolder;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Prints five numbers for the pictures of several levels of quality, each a mean over every photo
 * of a folder in the style of every painting of another: see {@link QualityNumbers}.
 */
@Command(
    name = "pictures",
    description = "Prints how far pictures are from photos and paintings, under VGG-19.")
final class PictureQuality implements Callable<Integer> {
  private static final PrintStream OUT = System.out;

  @Parameters(index = "0", paramLabel = "VGG19", description = "Weights of VGG-19.")
  private Path weights;

  @Parameters(index = "1", paramLabel = "PHOTOS", description = "Folder of photos.")
  private Path photoFolder;

  @Parameters(index = "2", paramLabel = "PAINTINGS", description = "Folder of paintings.")
  private Path paintingFolder;

  @Parameters(
      index = "3..*",
      paramLabel = "LEVEL",
      arity = "1..*",
      description = {
        "photo (as it is), fast, fine, best, gatys (and fine19, best19, gatys19 through"
            + " VGG19), a method with options such as nnst:steps=20,style-scale=2, or a MetaNet"
            + " file for VGG-19, each with +N for N refinement steps; or a folder of pictures named"
            + " PHOTO__PAINTING.png."
      })
  private List<String> levels;

  @Option(names = "--side", description = "Side of the squares (default: ${DEFAULT-VALUE}).")
  private int side = 256;

  @Option(names = "--sheet", description = "Write photos, paintings and pictures to this image.")
  private Path sheet;

  @Option(names = "--out", description = "Write the pictures to FOLDER/LEVEL.")
  private Path out;

  private PictureQuality() {}

  @Override
  public Integer call() throws IOException {
    Map<String, BufferedImage> photos = squares(photoFolder);
    Map<String, BufferedImage> paintings = squares(paintingFolder);
    List<Map<String, BufferedImage>> pictures = new ArrayList<>();
    try (Vgg vgg = Vgg.builder(VggVariant.VGG19).weights(weights).build();
        QualityNumbers numbers = new QualityNumbers(vgg)) {
      for (String level : levels) {
        QualityLevel painter = QualityLevel.of(level, vgg);
        Map<String, BufferedImage> painted = new LinkedHashMap<>();
        QualityNumbers.Mean mean = new QualityNumbers.Mean();
        long nanoseconds = 0;
        for (Map.Entry<String, BufferedImage> painting : paintings.entrySet()) {
          for (Map.Entry<String, BufferedImage> photo : photos.entrySet()) {
            String name = photo.getKey() + "__" + painting.getKey();
            long begin = System.nanoTime();
            BufferedImage picture = painter.paint(name, photo.getValue(), painting.getValue());
            nanoseconds += System.nanoTime() - begin;
            painted.put(name, picture);
            mean.add(numbers.of(picture, photo.getValue(), painting.getValue()));
          }
        }
        OUT.printf(
            Locale.ROOT,
            "%-22s pairs %3d  %s  %.2f s each%n",
            level,
            painted.size(),
            mean,
            nanoseconds / 1e9 / painted.size());
        if (out != null) {
          write(painted, out.resolve(Path.of(level).getFileName()));
        }
        pictures.add(painted);
      }
    }
    if (sheet != null) {
      ImageEncoder.standard().write(QualitySheet.of(photos, paintings, pictures), sheet);
    }
    return 0;
  }

  private Map<String, BufferedImage> squares(Path folder) throws IOException {
    Map<String, BufferedImage> squares = new LinkedHashMap<>();
    List<Path> files = ImageFolder.of(folder).files();
    List<BufferedImage> images = SquareImages.ofFolder(folder, side);
    for (int i = 0; i < files.size(); i++) {
      String name = files.get(i).getFileName().toString();
      squares.put(name.substring(0, name.lastIndexOf('.')), images.get(i));
    }
    return squares;
  }

  private static void write(Map<String, BufferedImage> pictures, Path folder) throws IOException {
    Files.createDirectories(folder);
    for (Map.Entry<String, BufferedImage> picture : pictures.entrySet()) {
      ImageEncoder.standard().write(picture.getValue(), folder.resolve(picture.getKey() + ".png"));
    }
  }
}
