package io.github.stylizer.benchmarks;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Generated images, all different: slow waves of color, like skies and walls, with camera noise.
 * Their files are about as large as those of photos of the same size.
 */
final class RandomPictures {
  private static final int WAVES = 4;
  private static final double NOISE = 2;

  private RandomPictures() {}

  /** Returns an image of type {@link BufferedImage#TYPE_INT_RGB}. */
  static BufferedImage of(int width, int height, long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    double[][] levels = new double[3][];
    for (int channel = 0; channel < levels.length; channel++) {
      levels[channel] = smooth(width, height, random);
    }
    BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] row = new int[width];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double noise = NOISE * random.nextGaussian();
        int pixel = 0;
        for (double[] channel : levels) {
          int level = (int) Math.round(channel[y * width + x] + noise);
          pixel = pixel << 8 | Math.max(0, Math.min(255, level));
        }
        row[x] = pixel;
      }
      picture.getRaster().setDataElements(0, y, width, 1, row);
    }
    return picture;
  }

  /** Returns square images. */
  static List<BufferedImage> squares(int count, int side, long seed) {
    List<BufferedImage> pictures = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      pictures.add(of(side, side, seed + i));
    }
    return pictures;
  }

  /** A sum of products of horizontal and vertical waves around 128. */
  private static double[] smooth(int width, int height, RandomGenerator random) {
    double[] levels = new double[width * height];
    Arrays.fill(levels, 128);
    for (int wave = 0; wave < WAVES; wave++) {
      double[] across = wave(width, random);
      double[] down = wave(height, random);
      for (int i = 0; i < levels.length; i++) {
        levels[i] += 60 * across[i % width] * down[i / width];
      }
    }
    return levels;
  }

  private static double[] wave(int length, RandomGenerator random) {
    double cycles = random.nextDouble(0.5, 8);
    double phase = random.nextDouble(2 * Math.PI);
    double[] values = new double[length];
    for (int i = 0; i < length; i++) {
      values[i] = Math.sin(phase + 2 * Math.PI * cycles * i / length);
    }
    return values;
  }
}
