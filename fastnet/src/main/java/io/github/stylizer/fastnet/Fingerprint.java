package io.github.stylizer.fastnet;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells pictures apart, whatever file they came from. */
final class Fingerprint {
  private static final int BYTES = 8;

  private Fingerprint() {}

  /** Size and the beginning of the SHA-256 of the pixels, for instance {@code 640x480 0f…}. */
  static String of(BufferedImage image) {
    int width = image.getWidth();
    MessageDigest digest = sha256();
    ByteBuffer row = ByteBuffer.allocate(Integer.BYTES * width);
    for (int y = 0; y < image.getHeight(); y++) {
      row.asIntBuffer().put(image.getRGB(0, y, width, 1, null, 0, width));
      digest.update(row.array());
    }
    String sum = HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    return "%dx%d %s".formatted(width, image.getHeight(), sum);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
