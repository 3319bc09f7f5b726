package io.github.stylizer.examples.programs;

import io.github.stylizer.Stylizer;
import io.github.stylizer.fastnet.FastNet;
import java.io.IOException;
import java.nio.file.Path;

/** Paints one photo in the style of a trained network. */
public final class OnePicture {
  private OnePicture() {}

  /**
   * Paints.
   *
   * @param args the photo, the network and the picture to write
   * @throws IOException if a file cannot be read or written; its message is one line for the user
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      throw new IllegalArgumentException("usage: OnePicture PHOTO NETWORK OUT");
    }
    // A style holds native memory, which the garbage collector does not see: close it.
    try (Stylizer stylizer = Stylizer.owning(FastNet.load(Path.of(args[1])))) {
      // OUT is written in one step when it is complete; size(1024) would make it smaller.
      stylizer.apply(Path.of(args[0]), Path.of(args[2]));
    }
  }
}
