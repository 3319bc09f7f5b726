package io.github.stylizer.image;

import java.io.EOFException;
import java.io.IOException;

/**
 * An image file that cannot be used: not an image, of a format that cannot be read, damaged,
 * truncated or too large. The message is one line that begins with the name of the file and says
 * what was found and what was expected.
 */
public class ImageFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception without a cause.
   *
   * @param file the name of the file
   * @param problem what is wrong with it; control characters become spaces
   */
  public ImageFormatException(String file, String problem) {
    this(file, problem, null);
  }

  /**
   * Creates an exception with a cause.
   *
   * @param file the name of the file
   * @param problem what is wrong with it; control characters become spaces
   * @param cause what the decoder threw, or {@code null}
   */
  public ImageFormatException(String file, String problem, Throwable cause) {
    super((file + ": " + problem).replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " "), cause);
  }

  static ImageFormatException damaged(String file, String format, Throwable cause) {
    return damaged(file, format, "", cause);
  }

  /**
   * Wraps what a reader threw.
   *
   * @param by names a reader that is not the library's own
   */
  static ImageFormatException damaged(String file, String format, String by, Throwable cause) {
    String reason = "inconsistent data (" + cause.getClass().getSimpleName() + ")";
    if (cause instanceof EOFException) {
      reason = "unexpected end of data";
    } else if (cause instanceof OutOfMemoryError) {
      reason = "it needs more memory than there is";
    } else if (cause instanceof IOException && cause.getMessage() != null) {
      reason = cause.getMessage();
    }
    String problem =
        "damaged or truncated " + format + " file: " + reason + (by.isEmpty() ? "" : ", read" + by);
    return new ImageFormatException(file, problem, cause);
  }
}
