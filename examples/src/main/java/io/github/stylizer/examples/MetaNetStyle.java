package io.github.stylizer.examples;

import io.github.stylizer.StyleCode;
import io.github.stylizer.WeightedStyle;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageFormatException;
import io.github.stylizer.metanet.MetaNet;
import io.github.stylizer.metanet.StyleGallery;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/**
 * One style of a MetaNet: a painting, or a code that was made of one before.
 *
 * @param name as the user gave it: a file or the name of a style of the gallery
 * @param code null if it is a painting
 * @param painting null if it is a code
 */
record MetaNetStyle(String name, double weight, StyleCode code, BufferedImage painting) {

  /**
   * Reads a file, whose content says what it is, or a style of the gallery.
   *
   * @throws IOException if there is neither a file nor a style of that name, or the file is neither
   *     a picture nor a style code
   */
  static MetaNetStyle read(StyleOption option) throws IOException {
    if (!option.isFile()) {
      if (!isOfGallery(option)) {
        throw WrongFile.noStyle(option);
      }
      return ofCode(option, StyleGallery.code(option.name()));
    }
    Path file = option.file();
    return isCode(file)
        ? ofCode(option, StyleCode.load(file))
        : new MetaNetStyle(
            option.name(), option.weight(), null, ImageDecoder.standard().read(file));
  }

  private static boolean isOfGallery(StyleOption option) {
    return StyleGallery.styles().stream().anyMatch(style -> style.name().equals(option.name()));
  }

  private static MetaNetStyle ofCode(StyleOption option, StyleCode code) {
    return new MetaNetStyle(option.name(), option.weight(), code, null);
  }

  /**
   * Finds out whether a file is a style code.
   *
   * @throws IOException if it cannot be read, or is neither a picture nor a style code
   */
  static boolean isCode(Path file) throws IOException {
    try {
      StyleCode.load(file);
      return true;
    } catch (WeightsFormatException noCode) {
      try {
        ImageDecoder.standard().info(file);
        return false;
      } catch (ImageFormatException noPicture) {
        throw new IOException(
            noPicture.getMessage() + "; and as a style code: " + noCode.getMessage(), noPicture);
      }
    }
  }

  WeightedStyle weightedPainting() {
    return new WeightedStyle(painting, weight);
  }

  /**
   * Returns the code, or makes it of the painting.
   *
   * @throws IOException if it is the code of another network
   */
  StyleCode code(MetaNet network) throws IOException {
    if (code == null) {
      return network.code(painting);
    }
    if (!code.network().equals(network.fingerprint())) {
      throw new IOException(
          "%s: a style code of the network %s, but the network that paints is %s: make it anew with"
                  .formatted(name, code.network(), network.fingerprint())
              + " stylize code, or paint with the network that it was made with");
    }
    return code;
  }
}
