package io.github.stylizer.vgg.download;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A running SHA-256 that can be read at any time. */
public final class Sha256 {

  private static final int BUFFER_BYTES = 1 << 16;

  private final MessageDigest digest;

  Sha256() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform must have SHA-256", e);
    }
  }

  public static String of(Path file) throws IOException {
    Sha256 sha256 = new Sha256();
    sha256.update(file);
    return sha256.hex();
  }

  void update(Path file) throws IOException {
    byte[] buffer = new byte[BUFFER_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        update(buffer, count);
      }
    }
  }

  void update(byte[] bytes, int count) {
    digest.update(bytes, 0, count);
  }

  void reset() {
    digest.reset();
  }

  /** The digest of everything so far, in lowercase hexadecimal digits. */
  String hex() {
    try {
      MessageDigest copy = (MessageDigest) digest.clone();
      return HexFormat.of().formatHex(copy.digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("this SHA-256 implementation cannot be cloned", e);
    }
  }
}
