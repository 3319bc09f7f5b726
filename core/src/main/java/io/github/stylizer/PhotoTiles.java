package io.github.stylizer;

import java.awt.Rectangle;
import java.util.ArrayList;
import java.util.List;

/**
 * The tiles of a photo, for a transform network.
 *
 * @param width of the photo in pixels
 * @param height of the photo in pixels
 * @param side of a tile without its margin, a multiple of 4, since the network halves its feature
 *     maps twice
 * @param wrapped whether the left and the right edge meet, so that margins reach beyond them
 */
record PhotoTiles(int width, int height, int side, boolean wrapped) {
  // A painted pixel depends on 57 pixels to each side, and on 63 if sampling is anti-aliased; the
  // pattern that is then removed comes from 27 pixels more, of which these change nothing visible.
  static final int MARGIN = 64;
  // Larger tiles hardly save anything; smaller ones are mostly margin.
  private static final int LARGEST = 1920;
  private static final int SMALLEST = 128;
  private static final int STEP = 64;

  /**
   * Returns the side of the largest tiles that a model can paint.
   *
   * @param rowBytes of the strips of the photo and the picture that are in memory, too, for each
   *     row; 0 if there are none
   * @param memory in bytes
   * @return 0 if it is not enough for any
   */
  static int side(StyleModel model, long rowBytes, long memory) {
    long heap = Runtime.getRuntime().maxMemory() / 3;
    for (int side = LARGEST; side >= SMALLEST; side -= STEP) {
      int outer = side + 2 * MARGIN;
      long strips = rowBytes * outer;
      if (strips <= heap && model.memory(outer, outer) + strips <= memory) {
        return side;
      }
    }
    return 0;
  }

  /** Returns all tiles without their margins, row by row. */
  List<Rectangle> all() {
    List<Rectangle> tiles = new ArrayList<>();
    for (int top = 0; top < height; top += side) {
      for (int left = 0; left < width; left += side) {
        tiles.add(
            new Rectangle(left, top, Math.min(side, width - left), Math.min(side, height - top)));
      }
    }
    return tiles;
  }

  /** Adds the margin to a tile, as far as the photo goes. */
  Rectangle withMargin(Rectangle tile) {
    Rectangle wider = new Rectangle(tile);
    wider.grow(MARGIN, MARGIN);
    return wider.intersection(
        wrapped
            ? new Rectangle(-MARGIN, 0, width + 2 * MARGIN, height)
            : new Rectangle(width, height));
  }
}
