package io.github.stylizer.film;

import io.github.stylizer.Stylizer;
import io.github.stylizer.internal.io.Fingerprint;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Tells whether painted frames are those that would be painted now. */
final class FilmKey {
  private static final int HEAD = 1 << 20;
  private static final int SIDE = 128;

  private FilmKey() {}

  /**
   * Returns a key of a film and of how it is painted. It holds what the style makes of a small
   * picture: styles have no other identity that a painting, a file and a model share.
   */
  static String of(Path film, Stylizer stylizer, List<Object> settings) throws IOException {
    Fingerprint key = new Fingerprint();
    try (InputStream in = Files.newInputStream(film)) {
      key.add(in.readNBytes(HEAD));
    }
    String text =
        Files.size(film) + " " + Files.getLastModifiedTime(film) + " " + stylizer + " " + settings;
    key.add(text.getBytes(StandardCharsets.UTF_8));
    BufferedImage painted = stylizer.apply(gradient());
    int[] pixels =
        painted.getRGB(0, 0, painted.getWidth(), painted.getHeight(), null, 0, painted.getWidth());
    ByteBuffer bytes = ByteBuffer.allocate(4 * pixels.length);
    bytes.asIntBuffer().put(pixels);
    return key.add(bytes.array()).text();
  }

  private static BufferedImage gradient() {
    BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        image.setRGB(x, y, (2 * x) << 16 | (2 * y) << 8 | (x ^ y));
      }
    }
    return image;
  }
}
