package io.github.stylizer.testing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** Small pictures to train on: a few shapes, single colors, and what lies between them. */
public final class TrainingPhotos {
  private TrainingPhotos() {}

  /**
   * Writes as many pictures of shapes as wanted into a new folder.
   *
   * @param folder to be made
   * @param count how many
   * @return the folder
   * @throws IOException if it cannot be written
   */
  public static Path shapes(Path folder, int count) throws IOException {
    Files.createDirectories(folder);
    for (int i = 0; i < count; i++) {
      write(folder.resolve("shape" + i + ".png"), shape(i, 40));
    }
    return folder;
  }

  /**
   * Writes a picture as PNG.
   *
   * @param file the file
   * @param picture any picture
   * @throws IOException if it cannot be written
   */
  public static void write(Path file, BufferedImage picture) throws IOException {
    ImageIO.write(picture, "png", file.toFile());
  }

  /**
   * Draws some shapes.
   *
   * @param number decides colors and places
   * @param side width and height in pixels
   * @return the picture
   */
  public static BufferedImage shape(int number, int side) {
    BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.getHSBColor(0.15f * number, 0.6f, 0.4f));
    graphics.fillRect(0, 0, side, side);
    graphics.setColor(Color.getHSBColor(0.15f * number + 0.4f, 0.8f, 0.9f));
    graphics.fillOval(3 * number % side, 5, side / 2, side / 3);
    graphics.setColor(Color.WHITE);
    graphics.drawLine(0, number, side, side - number);
    graphics.dispose();
    return picture;
  }

  /**
   * Draws a picture of one color.
   *
   * @param color of every pixel
   * @param side width and height in pixels
   * @return the picture
   */
  public static BufferedImage solid(Color color, int side) {
    BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, side, side);
    graphics.dispose();
    return picture;
  }

  /**
   * Draws a gray picture with one pixel that differs by one level in one channel.
   *
   * @param side width and height in pixels
   * @return the picture
   */
  public static BufferedImage solidButForOnePixel(int side) {
    BufferedImage picture = solid(Color.GRAY, side);
    picture.setRGB(side / 2, side / 3, 0x818080);
    return picture;
  }

  /**
   * Draws shapes without colors.
   *
   * @param side width and height in pixels
   * @return the picture, of one channel
   */
  public static BufferedImage gray(int side) {
    BufferedImage picture = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D graphics = picture.createGraphics();
    graphics.drawImage(shape(2, side), 0, 0, null);
    graphics.dispose();
    return picture;
  }

  /**
   * Draws noise.
   *
   * @return a picture of 24 by 20 pixels
   */
  public static BufferedImage painting() {
    return PhotoPixels.drawn(24, 20);
  }
}
