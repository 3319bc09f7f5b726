package io.github.stylizer;

import io.github.stylizer.internal.image.ColorTransfer;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;

/** A style that is given by pictures, which are read when it is made ready. */
@FunctionalInterface
interface StylePictures extends StyleSource {
  List<WeightedStyle> read() throws IOException;

  @Override
  default StyleModel prepare(StyleMethod method, ProgressListener listener) throws IOException {
    return method.prepare(read(), listener);
  }

  /** The same pictures in the colors of a photo. */
  default StylePictures recolored(BufferedImage photo) {
    return () ->
        read().stream()
            .map(
                style ->
                    new WeightedStyle(ColorTransfer.matched(style.image(), photo), style.weight()))
            .toList();
  }
}
