package io.github.stylizer.image;

import io.github.stylizer.internal.io.FileLimits;
import java.awt.Dimension;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes the first page of a TIFF file with the reader of ImageIO that is right for its layout:
 * that of the JDK or that of TwelveMonkeys. They ignore the orientation.
 */
final class TiffReader extends ImageIoReader {
  static final String FORMAT = "TIFF";

  private static final int PROFILE = 34675;

  /** The number 65535, which no reader knows. */
  private static final byte[] NO_TAG = {-1, -1};

  TiffReader() {
    super(FORMAT);
  }

  /** Not camera raw files: a provider may read more of them than their thumbnail. */
  @Override
  public boolean canRead(ImageSource source) throws IOException {
    if (!isTiff(source)) {
      return false;
    }
    try {
      return !CameraRaw.isRaw(source);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      // What is damaged is reported when the header is read.
      return true;
    }
  }

  /** Returns whether a file begins as a TIFF or BigTIFF file. */
  static boolean isTiff(ImageSource source) {
    byte[] head = source.head();
    if (head.length < 4) {
      return false;
    }
    boolean little = head[0] == 'I' && head[1] == 'I' && head[3] == 0;
    boolean big = head[0] == 'M' && head[1] == 'M' && head[2] == 0;
    int magic = little ? head[2] : head[3];
    return (little || big) && (magic == 42 || magic == 43);
  }

  @Override
  Dimension size(ImageSource source) throws IOException {
    try (ImageInputStream input = source.openImageInput()) {
      TiffDirectory directory = TiffDirectory.first(input, source.name());
      long width = directory.number(256, 0);
      long height = directory.number(257, 0);
      if (width > Integer.MAX_VALUE || height > Integer.MAX_VALUE) {
        throw new IOException("it declares " + width + " x " + height + " pixels");
      }
      return new Dimension((int) width, (int) height);
    }
  }

  @Override
  int orientation(ImageSource source) throws IOException {
    try (ImageInputStream input = source.openImageInput()) {
      return (int) TiffDirectory.first(input, source.name()).number(TiffDirectory.ORIENTATION, 1);
    }
  }

  /** For gray and CMYK images; the decoders apply those of RGB images. */
  @Override
  public Optional<byte[]> profile(ImageSource source) throws IOException {
    try (ImageInputStream input = source.openImageInput()) {
      byte[] profile = profile(TiffDirectory.first(input, source.name()), source);
      return profile.length == 0 ? Optional.empty() : Optional.of(profile);
    }
  }

  /** Reads the profile; empty if there is none. */
  private static byte[] profile(TiffDirectory directory, ImageSource source) throws IOException {
    // Also of RGB images, whose decoder reads it as a whole.
    source.requireSmallProfile(directory.length(PROFILE));
    return directory.bytes(PROFILE, FileLimits.IMAGE_METADATA_BYTES);
  }

  /** Hides a profile that does not fit, which decoders apply or fail on. */
  @Override
  ImageInputStream open(ImageSource source) throws IOException {
    try (ImageInputStream input = source.openImageInput()) {
      TiffDirectory directory = TiffDirectory.first(input, source.name());
      byte[] profile = profile(directory, source);
      if (!directory.has(PROFILE)
          || (profile.length > 0 && TiffLayout.of(directory).fits(profile))) {
        return source.openImageInput();
      }
      return source.openImageInput(
          new PatchedContent(source.openContent(), directory.position(PROFILE), NO_TAG));
    }
  }

  @Override
  boolean readsRegions(ImageSource source) throws IOException {
    try (ImageInputStream input = source.openImageInput()) {
      TiffTiles tiles = TiffTiles.of(TiffDirectory.first(input, source.name()));
      source.checkPixels(tiles.width(), tiles.height());
      return true;
    }
  }

  @Override
  void check(ImageSource source) throws IOException {
    try (ImageInputStream input = source.openImageInput()) {
      TiffDirectory directory = TiffDirectory.first(input, source.name());
      if (CameraRaw.isThumbnail(directory)) {
        throw new ImageFormatException(
            source.name(),
            "the first image of this TIFF file is a thumbnail of another one; save that on its"
                + " own");
      }
      TiffTiles tiles = TiffTiles.of(directory);
      tiles.requireSmall(source);
      if (TiffLayout.of(directory).isJpeg()) {
        tiles.requireSmallJpegs(directory, source, input);
      }
    }
  }

  @Override
  ImageReader reader(ImageSource source, ImageInputStream input) throws IOException {
    TiffLayout layout = TiffLayout.of(TiffDirectory.first(input, source.name()));
    input.seek(0);
    return reader(layout, source);
  }

  private static ImageReader reader(TiffLayout layout, ImageSource source) throws IOException {
    String found = "this kind of TIFF image is not supported: " + layout.describe();
    return switch (layout.decoder()) {
      case JDK -> reader(ImageIoProviders.JDK, source, "no reader for TIFF");
      case PLUGIN ->
          reader(
              ImageIoProviders.TWELVE_MONKEYS,
              source,
              found + "; add com.twelvemonkeys.imageio:imageio-tiff to the class path");
      case NONE ->
          throw new ImageFormatException(
              source.name(), found + "; save it with 8 or 16 bits, as gray or RGB, or as PNG");
    };
  }

  private static ImageReader reader(String prefix, ImageSource source, String problem)
      throws IOException {
    ImageReaderSpi provider = ImageIoProviders.find(FORMAT, prefix).orElse(null);
    if (provider == null) {
      throw new ImageFormatException(source.name(), problem);
    }
    return provider.createReaderInstance();
  }
}
