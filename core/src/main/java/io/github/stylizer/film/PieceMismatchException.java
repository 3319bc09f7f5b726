package io.github.stylizer.film;

import io.github.stylizer.StylizerException;

/**
 * A piece of a film does not decode to the frames that the whole film does: the film is damaged, or
 * its key frames are none. It can be painted in one piece.
 */
public final class PieceMismatchException extends StylizerException {
  private static final long serialVersionUID = 1L;

  PieceMismatchException(String message) {
    super(message);
  }
}
