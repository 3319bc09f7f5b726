package io.github.stylizer.benchmarks;

import io.github.stylizer.Stylizer;
import io.github.stylizer.image.ImageEncoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;

/**
 * A method that paints picture after picture, all of different sizes: most with one stylizer from
 * image to image, some from file to file with a stylizer of their own that is closed afterwards.
 */
final class SoakSubject implements AutoCloseable {
  private final String method;
  private final IntFunction<Stylizer> styles;
  private final Stylizer kept;
  private final int freshEvery;

  /**
   * Creates a subject.
   *
   * @param method its name
   * @param styles opens a stylizer; the number says in which of many styles
   * @param freshEvery every how many pictures a stylizer is opened and closed
   */
  SoakSubject(String method, IntFunction<Stylizer> styles, int freshEvery) {
    this.method = method;
    this.styles = styles;
    this.kept = styles.apply(0);
    this.freshEvery = freshEvery;
  }

  String method() {
    return method;
  }

  /**
   * Paints one picture.
   *
   * @param number of the picture, from 1
   * @param sides draws width and height
   * @param folder where files may be written
   */
  void paint(int number, RandomSides sides, Path folder) throws IOException {
    BufferedImage photo = RandomPictures.of(sides.next(), sides.next(), number);
    if (number % freshEvery != 0) {
      requireSize(photo, kept.apply(photo));
      return;
    }
    Path file = folder.resolve("photo.jpg");
    ImageEncoder.standard().write(photo, file);
    try (Stylizer fresh = styles.apply(number)) {
      fresh.apply(file, folder.resolve("painted.png"));
    }
  }

  private static void requireSize(BufferedImage photo, BufferedImage painted) {
    if (painted.getWidth() != photo.getWidth() || painted.getHeight() != photo.getHeight()) {
      throw new IllegalStateException("the picture does not have the size of its photo");
    }
  }

  @Override
  public void close() {
    kept.close();
  }

  /**
   * Lengths between two limits, all equally likely.
   *
   * @param random draws
   * @param least in pixels
   * @param most in pixels
   */
  record RandomSides(RandomGenerator random, int least, int most) {
    int next() {
      return random.nextInt(least, most + 1);
    }
  }
}
