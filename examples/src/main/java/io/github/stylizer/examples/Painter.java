package io.github.stylizer.examples;

import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleModel;
import io.github.stylizer.Stylizer;
import java.io.IOException;

/** A style and the method to paint it with, which holds networks open. */
interface Painter extends AutoCloseable {

  /**
   * Makes the style ready, for all photos.
   *
   * @param listener told of long preparations
   * @return the model, which the caller closes before this painter
   * @throws IOException if weights cannot be found or read
   */
  StyleModel prepare(ProgressListener listener) throws IOException;

  /**
   * Paints with paintings that can still be recolored.
   *
   * @return a stylizer, which the caller closes before this painter
   * @throws IllegalStateException if the style was learned already
   */
  default Stylizer ofPaintings() {
    throw new IllegalStateException("this style was learned already");
  }

  @Override
  default void close() {
    // Most hold nothing open.
  }
}
