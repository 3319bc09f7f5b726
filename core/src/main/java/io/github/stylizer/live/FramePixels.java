package io.github.stylizer.live;

import org.jspecify.annotations.Nullable;

/** The pixels of a frame in a buffer, as {@code 0xRRGGBB}. */
interface FramePixels {
  /** Reads a row. */
  void read(int y, int[] row);

  /**
   * Writes a row and the one below it.
   *
   * @param y of the first one; even
   * @param next null if the first one is the last of the frame
   */
  void write(int y, int[] row, int @Nullable [] next);
}
