package io.github.stylizer.examples.painting;

import io.github.stylizer.Mask;
import io.github.stylizer.image.ImageDecoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;

/**
 * An image on this machine.
 *
 * @param file where it is
 */
public record ImageFile(Path file) implements SettingsImage {

  @Override
  public BufferedImage picture() throws IOException {
    return ImageDecoder.standard().read(file);
  }

  @Override
  public Mask mask() throws IOException {
    return Mask.of(file);
  }
}
