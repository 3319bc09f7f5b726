package io.github.stylizer.image;

import io.github.stylizer.internal.image.ColorProfile;
import io.github.stylizer.internal.io.FileLimits;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.IIOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** Decodes JPEG with ImageIO, except what that mishandles: wrong profiles, missing data, CMYK. */
final class JpegReader extends ImageIoReader {
  /** Prefix of libjpeg's warnings of missing or damaged data, but not of a missing end marker. */
  private static final String CORRUPT = "Corrupt JPEG data";

  /** One of several scans over all pixels takes a few hundred bytes. */
  private static final int PIECE_OF_SCANS = 256;

  /** What a decoder sees instead of the beginning of the name of a profile that it shall ignore. */
  private static final byte[] OTHER_NAME = {'-'};

  private static final String CMYK =
      "no reader for CMYK JPEG images; add com.twelvemonkeys.imageio:imageio-jpeg to the class"
          + " path or save it as RGB";

  JpegReader() {
    super("JPEG");
  }

  /** JPEG-LS begins like JPEG, but is another format. */
  @Override
  public boolean canRead(ImageSource source) throws IOException {
    return super.canRead(source) && UnsupportedFormat.of(source) != UnsupportedFormat.JPEG_LS;
  }

  @Override
  int orientation(ImageSource source) throws IOException {
    byte[] exif = CommonsImaging.exifOfJpeg(source);
    return exif == null ? 1 : Exif.orientation(exif);
  }

  @Override
  ImageMetadata metadata(ImageSource source) throws IOException {
    return JpegMetadata.read(source);
  }

  /** For gray images; the decoder applies those of color images. */
  @Override
  public Optional<byte[]> profile(ImageSource source) throws IOException {
    byte[] profile = profileOf(source);
    return profile != null && ColorProfile.fits(profile, 1)
        ? Optional.of(profile)
        : Optional.empty();
  }

  @Override
  boolean canSubsample() {
    return true;
  }

  /** Of an image of several scans, the decoder holds all until the last one. */
  @Override
  boolean readsRegions(ImageSource source) throws IOException {
    return head(source).rowByRow();
  }

  private static JpegMarkers.Head head(ImageSource source) throws IOException {
    try (ImageInputStream input = source.openImageInput()) {
      return JpegMarkers.head(input);
    }
  }

  @Override
  void check(ImageSource source) throws IOException {
    String unusual = head(source).unusual();
    if (unusual != null && !(unusual.equals(JpegMarkers.LOSSLESS) && hasPlugin())) {
      throw new ImageFormatException(
          source.name(),
          "this kind of JPEG image is not supported: "
              + unusual
              + "; save it as an ordinary JPEG or as PNG");
    }
    try (InputStream jpeg = new BufferedInputStream(source.open())) {
      requireFewScans(JpegMarkers.cost(jpeg, FileLimits.JPEG_SCANS + 1), source.name());
    }
  }

  private static boolean hasPlugin() {
    return ImageIoProviders.find("JPEG", ImageIoProviders.TWELVE_MONKEYS).isPresent();
  }

  /** Also for the JPEG images in other files. */
  static void requireFewScans(JpegMarkers.Cost cost, String name) throws ImageFormatException {
    if (cost.scans() > FileLimits.JPEG_SCANS) {
      throw new ImageFormatException(
          name,
          String.format(
              Locale.ROOT,
              "the JPEG image has more than %d scans, the limit; save it again",
              FileLimits.JPEG_SCANS));
    }
  }

  /**
   * ImageIO applies an RGB profile, but also one of another space with three components, such as
   * Lab, which gives wrong colors: such a profile is hidden.
   */
  @Override
  ImageInputStream open(ImageSource source) throws IOException {
    byte[] profile = profileOf(source);
    JpegMarkers.Head head = head(source);
    boolean hidden = profile != null && !ColorProfile.fits(profile, head.components());
    ImageSource.Content file = source.openContent();
    ImageSource.Content seen =
        hidden ? new PatchedContent(file, head.profiles(), OTHER_NAME) : file;
    return head.rowByRow()
        ? source.openImageInput(seen)
        : source.openImageInput(seen, PIECE_OF_SCANS);
  }

  @Override
  BufferedImage decode(
      ImageReader reader, ImageReadParam settings, ImageSource source, ImageInfo info)
      throws IOException {
    AtomicBoolean lacksData = new AtomicBoolean();
    reader.addIIOReadWarningListener(
        (from, warning) -> lacksData.compareAndSet(false, warning.startsWith(CORRUPT)));
    BufferedImage image;
    try {
      image = reader.read(0, settings);
    } catch (IIOException e) {
      if ("Unsupported Image Type".equals(e.getMessage())) {
        throw new ImageFormatException(source.name(), CMYK, e);
      }
      throw e;
    }
    if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_CMYK) {
      throw new ImageFormatException(source.name(), CMYK);
    }
    if (lacksData.get() && !hasEnd(source)) {
      throw new ImageFormatException(
          source.name(), "the JPEG file is truncated: its data ends before the image does");
    }
    return image;
  }

  private static boolean hasEnd(ImageSource source) throws IOException {
    try (ImageInputStream input = source.openImageInput()) {
      return JpegMarkers.hasEnd(input);
    }
  }

  private static byte @Nullable [] profileOf(ImageSource source) {
    try {
      return CommonsImaging.profileOfJpeg(source);
    } catch (IOException | RuntimeException e) {
      // Inconsistent profile segments, which ImageIO ignores, too.
      return null;
    }
  }
}
