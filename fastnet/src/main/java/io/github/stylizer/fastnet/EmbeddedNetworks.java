package io.github.stylizer.fastnet;

import io.github.stylizer.NamedStyle;
import io.github.stylizer.TransformModel;
import io.github.stylizer.internal.io.EmbeddedStyles;
import io.github.stylizer.internal.io.Resource;
import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;
import java.util.List;

/** Networks of styles in the jar. */
final class EmbeddedNetworks {
  private final EmbeddedStyles files;

  /**
   * Finds networks.
   *
   * @param folder relative to the package of this class
   */
  EmbeddedNetworks(String folder) {
    this.files = new EmbeddedStyles(EmbeddedNetworks.class::getResource, folder);
  }

  /** The styles, in the order of the list. */
  List<NamedStyle> styles() {
    return files.styles();
  }

  /**
   * Loads a network.
   *
   * @throws IOException if it is not in the jar or cannot be read
   */
  TransformModel load(String name) throws IOException {
    Resource file = files.read(name);
    try (WeightsFile open = WeightsFile.open(file.bytes(), file.name())) {
      return FastNet.load(open);
    }
  }
}
