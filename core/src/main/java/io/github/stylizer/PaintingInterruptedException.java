package io.github.stylizer;

/**
 * The thread was interrupted before a picture was finished. Methods that paint in one pass throw it
 * when the interrupt comes before the pass, during it, or while waiting for other passes to end.
 * The thread's interrupt flag is set when it is thrown, and no array is left behind.
 */
public final class PaintingInterruptedException extends StylizerException {
  private static final long serialVersionUID = 1L;

  /**
   * An interruption noticed by looking at the thread's flag.
   *
   * @param message one line: what was interrupted
   */
  public PaintingInterruptedException(String message) {
    super(message);
  }

  /**
   * An interruption reported by another exception.
   *
   * @param message one line: what was interrupted
   * @param cause the exception that reported it
   */
  public PaintingInterruptedException(String message, Throwable cause) {
    super(message, cause);
  }
}
