package io.github.stylizer.image;

import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.Closeable;
import java.io.IOException;

/** The regions of an open image file. */
interface Regions extends Closeable {
  /** Decodes a region, which is within the image and not empty. */
  BufferedImage read(Rectangle region) throws IOException;

  @Override
  default void close() throws IOException {}
}
