package io.github.stylizer.examples.programs;

import io.github.stylizer.StyleCode;
import io.github.stylizer.Stylizer;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.metanet.MetaNet;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Paints a photo several times, interpolating between the styles of two paintings. */
public final class StyleBlend {
  private static final int STEPS = 4;

  private StyleBlend() {}

  /**
   * Paints {@code blend-0.png}, like the first painting, to {@code blend-4.png}, like the second.
   *
   * @param args the photo, two paintings and the folder to write to
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 4) {
      throw new IllegalArgumentException("usage: StyleBlend PHOTO PAINTING PAINTING OUT");
    }
    BufferedImage photo = ImageDecoder.standard().read(Path.of(args[0]));
    Path out = Files.createDirectories(Path.of(args[3]));
    try (MetaNet network = MetaNet.compact()) {
      // A code is all that the network needs of a painting; save(file) stores it.
      StyleCode first = network.code(ImageDecoder.standard().read(Path.of(args[1])));
      StyleCode second = network.code(ImageDecoder.standard().read(Path.of(args[2])));
      for (int step = 0; step <= STEPS; step++) {
        StyleCode between = first.interpolate(second, (double) step / STEPS);
        // Each mixture is a separate style, which is closed before the next is prepared.
        try (Stylizer mixture = Stylizer.owning(network.style(between))) {
          ImageEncoder.standard()
              .write(mixture.apply(photo), out.resolve("blend-" + step + ".png"));
        }
      }
    }
  }
}
