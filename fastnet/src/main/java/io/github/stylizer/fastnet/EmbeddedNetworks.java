package io.github.stylizer.fastnet;

import io.github.stylizer.NamedStyle;
import io.github.stylizer.TransformModel;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.internal.io.EmbeddedStyles;
import io.github.stylizer.internal.io.Resource;
import io.github.stylizer.internal.weights.WeightsFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;

/** Bundled networks. */
final class EmbeddedNetworks {
  private final EmbeddedStyles files;

  /**
   * Reads the list of networks.
   *
   * @param folder relative to the package of this class
   */
  EmbeddedNetworks(String folder) {
    this.files = new EmbeddedStyles(EmbeddedNetworks.class::getResource, folder);
  }

  /** The styles, in list order. */
  List<NamedStyle> styles() {
    return files.styles();
  }

  /**
   * Reads the picture that stands for the painting of a style.
   *
   * @throws IOException if it is missing from the jar or cannot be read
   */
  BufferedImage texture(String name) throws IOException {
    Resource file = files.texture(name);
    return ImageDecoder.standard().read(file.bytes(), file.name());
  }

  /**
   * Loads a network.
   *
   * @throws IOException if it is missing from the jar or cannot be read
   */
  TransformModel load(String name) throws IOException {
    Resource file = files.read(name);
    try (WeightsFile open = WeightsFile.open(file.bytes(), file.name())) {
      return FastNet.load(open);
    }
  }
}
