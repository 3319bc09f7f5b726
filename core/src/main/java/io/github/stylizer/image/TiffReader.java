package io.github.stylizer.image;

import io.github.stylizer.internal.io.FileLimits;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import javax.imageio.ImageReader;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;

/**
 * Decodes the first page of a TIFF file with the reader of ImageIO that is right for its layout:
 * that of the JDK or that of TwelveMonkeys. They ignore the orientation.
 */
final class TiffReader extends ImageIoReader {
  static final String FORMAT = "TIFF";

  private static final String BIG_FORMAT = "BigTIFF";
  private static final int PROFILE = 34675;

  /** Of parts of the image, of EXIF and of GPS data. */
  private static final Set<Integer> OTHER_DIRECTORIES = Set.of(330, 34665, 34853);

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
      if (Math.max(width, height) > Integer.MAX_VALUE) {
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

  @Override
  ImageMetadata metadata(ImageSource source) throws IOException {
    return TiffMetadata.read(source);
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

  /** Hides what decoders shall not see, such as a profile that does not fit. */
  @Override
  ImageInputStream open(ImageSource source) throws IOException {
    try (ImageInputStream input = source.openImageInput()) {
      TiffDirectory directory = TiffDirectory.first(input, source.name());
      byte[] profile = profile(directory, source);
      boolean fits = profile.length > 0 && TiffLayout.of(directory).fits(profile);
      NavigableSet<Long> hidden = new TreeSet<>();
      if (directory.has(PROFILE) && !fits) {
        hidden.add(directory.position(PROFILE));
      }
      if (!directory.isBig()) {
        return source.openImageInput(new PatchedContent(source.openContent(), hidden, NO_TAG));
      }
      // Other directories of a BigTIFF file, which the plug-in would read, are not checked.
      OTHER_DIRECTORIES.stream()
          .filter(directory::has)
          .forEach(tag -> hidden.add(directory.position(tag)));
      return source.openImageInput(
          new PatchedContent(
              new PatchedContent(source.openContent(), hidden, NO_TAG),
              directory.nextPosition(),
              new byte[Long.BYTES]));
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
      TiffLayout layout = TiffLayout.of(directory);
      if (layout.isJpeg()) {
        tiles.requireSmallJpegs(directory, source, input);
      }
      provider(layout, source);
    }
  }

  /** Of tiles, TwelveMonkeys fails on regions that do not have the full width. */
  @Override
  Regions regions(ImageSource source, ImageInfo info) throws IOException {
    try (ImageInputStream input = source.openImageInput()) {
      TiffDirectory directory = TiffDirectory.first(input, source.name());
      TiffTiles tiles = TiffTiles.of(directory);
      boolean isTiled = tiles.width() < tiles.imageWidth();
      if (!isTiled || TiffLayout.of(directory).decoder() != TiffLayout.Decoder.PLUGIN) {
        return super.regions(source, info);
      }
      int width = (int) tiles.imageWidth();
      return region ->
          read(source, info, PixelSelection.of(new Rectangle(0, region.y, width, region.height)))
              .getSubimage(region.x, 0, region.width, region.height);
    }
  }

  @Override
  ImageReader reader(ImageSource source, ImageInputStream input) throws IOException {
    TiffLayout layout = TiffLayout.of(TiffDirectory.first(input, source.name()));
    input.seek(0);
    return provider(layout, source).createReaderInstance();
  }

  private static ImageReaderSpi provider(TiffLayout layout, ImageSource source)
      throws ImageFormatException {
    String found = "this kind of TIFF image is not supported: " + layout.describe();
    return switch (layout.decoder()) {
      case JDK ->
          ImageIoProviders.find(FORMAT, ImageIoProviders.JDK)
              .orElseThrow(() -> new ImageFormatException(source.name(), "no reader for TIFF"));
      case PLUGIN ->
          ImageIoProviders.find(layout.big() ? BIG_FORMAT : FORMAT, ImageIoProviders.TWELVE_MONKEYS)
              .orElseThrow(
                  () ->
                      new ImageFormatException(
                          source.name(),
                          found
                              + "; add com.twelvemonkeys.imageio:imageio-tiff to the class path"));
      case NONE ->
          throw new ImageFormatException(
              source.name(), found + "; save it with 8 or 16 bits, as gray or RGB, or as PNG");
    };
  }
}
