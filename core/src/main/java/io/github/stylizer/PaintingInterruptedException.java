package io.github.stylizer;

/**
 * The thread was interrupted before a picture was finished. Methods that paint in one pass throw it
 * if the thread is interrupted before or during the pass, or while it waits for other passes. The
 * thread's interrupt flag is set when it is thrown, and no array is left behind.
 */
public final class PaintingInterruptedException extends StylizerException {
  private static final long serialVersionUID = 1L;

  /**
   * Reports an interrupt found by checking the thread's flag.
   *
   * @param message one line: what was interrupted
   */
  public PaintingInterruptedException(String message) {
    super(message);
  }

  /**
   * Reports an interrupt that another exception reported.
   *
   * @param message one line: what was interrupted
   * @param cause the exception that reported it
   */
  public PaintingInterruptedException(String message, Throwable cause) {
    super(message, cause);
  }
}
