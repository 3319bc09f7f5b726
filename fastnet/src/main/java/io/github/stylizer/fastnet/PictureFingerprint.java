package io.github.stylizer.fastnet;

import io.github.stylizer.internal.io.Fingerprint;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.util.Locale;

/** A fingerprint of an image's pixels, independent of its file. */
final class PictureFingerprint {
  private PictureFingerprint() {}

  /** Returns size and hash of the pixels, such as {@code 640x480 0f…}. */
  static String of(BufferedImage image) {
    int width = image.getWidth();
    Fingerprint fingerprint = new Fingerprint();
    ByteBuffer row = ByteBuffer.allocate(Integer.BYTES * width);
    for (int y = 0; y < image.getHeight(); y++) {
      row.asIntBuffer().put(image.getRGB(0, y, width, 1, null, 0, width));
      fingerprint.add(row.array());
    }
    return String.format(Locale.ROOT, "%dx%d %s", width, image.getHeight(), fingerprint.text());
  }
}
