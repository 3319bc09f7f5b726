package io.github.stylizer;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * A style from which a part is taken, and the rest from the photo's own style.
 *
 * @param style owned by the caller
 * @param share of the style, above 0 and below 1
 */
record PartialStyle(LazyStyle.Holder style, double share, ProgressListener listener) {

  /**
   * Prepares networks for a photo, or for photos that look alike.
   *
   * @return the model, which the caller closes
   * @throws IllegalStateException if the method of the style is not a network that reads paintings
   */
  TransformModel network(List<BufferedImage> photos) throws IOException {
    // Before preparing what the method would refuse in other words.
    require(style.model(listener));
    List<Style.Painting> own =
        photos.stream().map(photo -> new Style.Painting(photo, 1.0 / photos.size())).toList();
    TransformModel between = require(style.mixture(share, own, listener));
    try {
      return new PartialNetwork(between, require(style.model(own, listener)), share);
    } catch (IOException | RuntimeException | Error e) {
      between.close();
      throw e;
    }
  }

  private TransformModel require(StyleModel model) {
    if (model instanceof TransformModel network) {
      return network;
    }
    throw new IllegalStateException(
        String.format(
            Locale.ROOT,
            "styleStrength needs a network that reads paintings, such as metanet, which the method of the style '%s' is not; use strength",
            style.style()));
  }
}
