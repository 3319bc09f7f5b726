package io.github.stylizer.examples.programs;

import io.github.stylizer.Stylizer;
import java.io.IOException;
import java.nio.file.Path;

/** Paints one photo in the style of a painting. */
public final class OnePicture {
  private OnePicture() {}

  /**
   * Paints.
   *
   * @param args the photo, the painting and the output file
   * @throws IOException if a file cannot be read or written; its message is one line for the user
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      throw new IllegalArgumentException("usage: OnePicture PHOTO PAINTING OUT");
    }
    // A style holds native memory that the garbage collector does not manage: close it.
    try (Stylizer stylizer = Stylizer.style(Path.of(args[1]))) {
      // OUT is written atomically; size(1024) would make it smaller.
      stylizer.apply(Path.of(args[0]), Path.of(args[2]));
    }
  }
}
