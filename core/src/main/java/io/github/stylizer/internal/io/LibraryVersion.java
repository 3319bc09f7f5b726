package io.github.stylizer.internal.io;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The version of this library. That in the manifest of a jar is hidden from modules. */
public final class LibraryVersion {
  private static final String VERSION = read();

  private LibraryVersion() {}

  /**
   * Returns the version.
   *
   * @return the version, such as {@code 0.1.0}
   */
  public static String get() {
    return VERSION;
  }

  private static String read() {
    try {
      return Resource.read(LibraryVersion.class::getResource, "version.txt").lines().get(0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
