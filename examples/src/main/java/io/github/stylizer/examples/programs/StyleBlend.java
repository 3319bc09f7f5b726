package io.github.stylizer.examples.programs;

import io.github.stylizer.Stylizer;
import io.github.stylizer.WeightedStyle;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.metanet.MetaNet;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Paints a photo several times, on the way from one painting's style to another's. */
public final class StyleBlend {
  private static final int STEPS = 4;

  private StyleBlend() {}

  /**
   * Paints {@code blend-0.png}, like the first painting, to {@code blend-4.png}, like the second.
   *
   * @param args the photo, two paintings, the MetaNet, the weights of its VGG-19 and the folder to
   *     write to
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 6) {
      throw new IllegalArgumentException(
          "usage: StyleBlend PHOTO PAINTING PAINTING METANET VGG19 OUT");
    }
    BufferedImage photo = ImageDecoder.standard().read(Path.of(args[0]));
    BufferedImage first = ImageDecoder.standard().read(Path.of(args[1]));
    BufferedImage second = ImageDecoder.standard().read(Path.of(args[2]));
    Path out = Files.createDirectories(Path.of(args[5]));
    try (Vgg vgg = Vgg.builder(VggVariant.VGG19).weights(Path.of(args[4])).build();
        MetaNet method = MetaNet.load(Path.of(args[3]), vgg)) {
      for (int step = 0; step <= STEPS; step++) {
        // Each mixture is a style of its own, which is freed before the next is made.
        try (Stylizer mixture = between(first, second, (double) step / STEPS).with(method)) {
          ImageEncoder.standard()
              .write(mixture.apply(photo), out.resolve("blend-" + step + ".png"));
        }
      }
    }
  }

  private static Stylizer between(BufferedImage first, BufferedImage second, double share) {
    // Only the ratio counts: the weights need not add up to 1. One of weight 0 is left out.
    return Stylizer.blend(
        List.of(new WeightedStyle(first, 1 - share), new WeightedStyle(second, share)));
  }
}
