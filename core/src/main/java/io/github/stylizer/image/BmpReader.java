package io.github.stylizer.image;

import java.awt.Dimension;
import java.io.IOException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decodes BMP with ImageIO. */
final class BmpReader extends ImageIoReader {
  /** Where the length of the header is, which tells its version. */
  private static final int VERSION = 14;

  private static final Set<Integer> OS2_HEADERS = Set.of(12, 16, 64);
  private static final int COMPRESSION = 30;

  /** An embedded image may be larger than the header says. */
  private static final Set<Integer> EMBEDDED = Set.of(4, 5);

  BmpReader() {
    super("BMP");
  }

  @Override
  void check(ImageSource source) throws IOException {
    byte[] head = source.head();
    if (head.length > COMPRESSION && EMBEDDED.contains((int) head[COMPRESSION])) {
      throw new ImageFormatException(
          source.name(), "BMP files with an embedded JPEG or PNG image are not supported");
    }
  }

  /** A negative height means that the rows go from top to bottom. */
  @Override
  @Nullable Dimension size(ImageSource source) throws IOException {
    byte[] head = source.head();
    if (head.length > VERSION && OS2_HEADERS.contains((int) head[VERSION])) {
      throw new ImageFormatException(
          source.name(), "BMP files of OS/2 are not supported; save the image as PNG");
    }
    Dimension stored = super.size(source);
    return stored == null ? null : new Dimension(stored.width, Math.abs(stored.height));
  }
}
