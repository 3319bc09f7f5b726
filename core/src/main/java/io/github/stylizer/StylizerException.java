package io.github.stylizer;

/**
 * Painting failed: a style or weights cannot be read, the engine fails, or native memory runs out.
 * The message is one line; the cause is preserved.
 *
 * <p>Wrong arguments and calls on a closed object throw {@link IllegalArgumentException} and {@link
 * IllegalStateException} instead.
 */
public class StylizerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception without a cause.
   *
   * @param message one line: what was found, what was expected, what to do
   */
  public StylizerException(String message) {
    super(message);
  }

  /**
   * Makes an exception with a cause.
   *
   * @param message one line: what was found, what was expected, what to do
   * @param cause what caused it
   */
  public StylizerException(String message, Throwable cause) {
    super(message, cause);
  }
}
