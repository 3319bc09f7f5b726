package io.github.stylizer.benchmarks;

import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Optional;

/** A picture of the results of a section. */
interface Plot {

  /** The name of its file without the ending. */
  String name();

  /** What it shows, in a few words. */
  String title();

  /**
   * Draws the picture.
   *
   * @param results all results of the section
   * @return nothing if there is too little to draw
   */
  Optional<BufferedImage> draw(List<Measured> results);
}
