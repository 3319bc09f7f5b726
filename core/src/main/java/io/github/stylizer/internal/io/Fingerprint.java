package io.github.stylizer.internal.io;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A short content hash. Single use, not safe for concurrent use. */
public final class Fingerprint {
  private static final int BYTES = 8;

  private final MessageDigest digest;

  /** Starts with empty content. */
  public Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java runtime lacks SHA-256", e);
    }
  }

  /**
   * Appends to the content.
   *
   * @param bytes the next bytes; not modified
   * @return this object
   */
  public Fingerprint add(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  /**
   * Finishes the hash.
   *
   * @return the first 16 hexadecimal digits of the SHA-256
   */
  public String text() {
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }
}
