package io.github.stylizer.image;

import io.github.stylizer.internal.io.OneLine;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An image file cannot be used: it is not an image, its format is not supported, or it is damaged,
 * truncated or too large. The message is one line: file name, what was found, what was expected.
 */
public class ImageFormatException extends IOException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception without a cause.
   *
   * @param file the name of the file
   * @param problem what is wrong with it; control characters become spaces
   */
  public ImageFormatException(String file, String problem) {
    this(file, problem, null);
  }

  /**
   * Makes an exception with a cause.
   *
   * @param file the name of the file
   * @param problem what is wrong with it; control characters become spaces
   * @param cause what the decoder threw, or {@code null}
   */
  public ImageFormatException(String file, String problem, @Nullable Throwable cause) {
    super(OneLine.of(file + ": " + problem), cause);
  }

  static ImageFormatException damaged(String file, String format, Throwable cause) {
    return damaged(file, format, "", cause);
  }

  /**
   * Wraps an exception that a reader threw.
   *
   * @param by suffix that names a third-party reader; empty for a built-in one
   */
  static ImageFormatException damaged(String file, String format, String by, Throwable cause) {
    String reason = "inconsistent data (" + cause.getClass().getSimpleName() + ")";
    if (cause instanceof EOFException) {
      reason = "unexpected end of data";
    } else if (cause instanceof IOException && cause.getMessage() != null) {
      reason = cause.getMessage();
    }
    String problem =
        "damaged or truncated " + format + " file: " + reason + (by.isEmpty() ? "" : ", read" + by);
    return new ImageFormatException(file, problem, cause);
  }
}
