package io.github.stylizer.image;

import java.awt.Dimension;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Decodes BMP with ImageIO. */
final class BmpReader extends ImageIoReader {
  BmpReader() {
    super("BMP");
  }

  /** A negative height means that the rows go from top to bottom. */
  @Override
  @Nullable Dimension size(ImageSource source) throws IOException {
    Dimension stored = super.size(source);
    return stored == null ? null : new Dimension(stored.width, Math.abs(stored.height));
  }
}
