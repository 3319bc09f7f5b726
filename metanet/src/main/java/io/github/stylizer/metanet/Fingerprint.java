package io.github.stylizer.metanet;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A short text that tells contents apart. */
final class Fingerprint {
  private static final int BYTES = 8;

  private Fingerprint() {}

  /** The beginning of the SHA-256, 16 hexadecimal digits. */
  static String of(byte[] content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(digest, 0, BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
