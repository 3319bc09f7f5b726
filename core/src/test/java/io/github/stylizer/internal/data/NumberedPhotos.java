package io.github.stylizer.internal.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;

/** Photos whose pixels tell which file they come from, and from where in it. */
final class NumberedPhotos {
  private NumberedPhotos() {}

  /** Writes files 0 to {@code count - 1}, in the order of their names. */
  static void write(Path folder, int count) throws IOException {
    for (int number = 0; number < count; number++) {
      ImageIO.write(photo(number, 24 + number % 3, 20), "png", file(folder, number).toFile());
    }
  }

  static Path file(Path folder, int number) {
    return folder.resolve(String.format(Locale.ROOT, "%03d.png", number));
  }

  static void damage(Path folder, int number) throws IOException {
    Files.writeString(file(folder, number), "no picture");
  }

  /** Red is the number, green the column, blue the row. */
  static BufferedImage photo(int number, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        image.setRGB(x, y, number << 16 | 5 * x << 8 | 5 * y);
      }
    }
    return image;
  }

  static int number(BufferedImage photo) {
    return photo.getRGB(0, 0) >> 16 & 0xff;
  }

  static List<Integer> numbers(PhotoBatches batches, int count)
      throws IOException, InterruptedException {
    List<Integer> numbers = new ArrayList<>();
    while (numbers.size() < count) {
      batches.next().forEach(photo -> numbers.add(number(photo)));
    }
    return numbers.subList(0, count);
  }

  static List<Integer> pixels(BufferedImage image) {
    int width = image.getWidth();
    int[] pixels = image.getRGB(0, 0, width, image.getHeight(), null, 0, width);
    return Arrays.stream(pixels).boxed().toList();
  }
}
