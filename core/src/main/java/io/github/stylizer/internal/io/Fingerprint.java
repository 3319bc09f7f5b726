package io.github.stylizer.internal.io;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Tells contents apart by a short text. For one thread, and for one content. */
public final class Fingerprint {
  private static final int BYTES = 8;

  private final MessageDigest digest;

  /** Begins with no content. */
  public Fingerprint() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Adds to the content.
   *
   * @param bytes the next bytes; not modified
   * @return this object
   */
  public Fingerprint add(byte[] bytes) {
    digest.update(bytes);
    return this;
  }

  /**
   * Ends the content.
   *
   * @return the beginning of its SHA-256, 16 hexadecimal digits
   */
  public String text() {
    return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
  }
}
