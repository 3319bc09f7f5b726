package io.github.stylizer;

/**
 * What goes wrong while painting: a style or weights that cannot be read, a failure of the engine,
 * a lack of native memory. The message is one line; what caused the failure is kept as the cause.
 *
 * <p>Wrong arguments and calls on a closed object are not failures of this kind: those throw {@link
 * IllegalArgumentException} and {@link IllegalStateException}.
 */
public class StylizerException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure with a message only.
   *
   * @param message one line: what was found, what was expected, what to do
   */
  public StylizerException(String message) {
    super(message);
  }

  /**
   * A failure that something else caused.
   *
   * @param message one line: what was found, what was expected, what to do
   * @param cause what caused it
   */
  public StylizerException(String message, Throwable cause) {
    super(message, cause);
  }
}
