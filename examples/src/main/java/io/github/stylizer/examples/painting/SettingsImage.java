package io.github.stylizer.examples.painting;

import io.github.stylizer.Mask;
import java.awt.image.BufferedImage;
import java.io.IOException;

/** An image that settings use: a palette or a mask. Read when something is painted. */
public interface SettingsImage {

  /**
   * Reads it as a picture.
   *
   * @return over white where it is transparent
   * @throws IOException if it cannot be read
   */
  BufferedImage picture() throws IOException;

  /**
   * Reads it as a mask.
   *
   * @return of its transparency if there is any, else of its lightness
   * @throws IOException if it cannot be read
   */
  Mask mask() throws IOException;
}
