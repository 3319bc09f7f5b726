package io.github.stylizer.image;

import io.github.stylizer.internal.image.ColorProfile;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.IIOException;
import javax.imageio.ImageReader;

/** Decodes JPEG with ImageIO, except what that mishandles: wrong profiles, missing data, CMYK. */
final class JpegReader extends ImageIoReader {
  /** Prefix of libjpeg's warnings of missing or damaged data, but not of a missing end marker. */
  private static final String CORRUPT = "Corrupt JPEG data";

  private static final String CMYK =
      "no reader for CMYK JPEG images; add com.twelvemonkeys.imageio:imageio-jpeg to the class"
          + " path or save it as RGB";

  JpegReader() {
    super("JPEG");
  }

  @Override
  int orientation(ImageSource source) throws IOException {
    return CommonsImaging.orientationOfJpeg(source);
  }

  @Override
  public BufferedImage read(ImageSource source, ImageInfo info) throws IOException {
    return super.read(withFittingProfile(source), info);
  }

  @Override
  BufferedImage decode(ImageReader reader, ImageSource source, ImageInfo info) throws IOException {
    AtomicBoolean lacksData = new AtomicBoolean();
    reader.addIIOReadWarningListener(
        (from, warning) -> lacksData.compareAndSet(false, warning.startsWith(CORRUPT)));
    BufferedImage image;
    try {
      image = reader.read(0);
    } catch (IIOException e) {
      if ("Unsupported Image Type".equals(e.getMessage())) {
        throw new ImageFormatException(source.name(), CMYK, e);
      }
      throw e;
    }
    if (image.getColorModel().getColorSpace().getType() == ColorSpace.TYPE_CMYK) {
      throw new ImageFormatException(source.name(), CMYK);
    }
    if (lacksData.get() && !JpegMarkers.hasEnd(source.readAll())) {
      throw new ImageFormatException(
          source.name(), "the JPEG file is truncated: its data ends before the image does");
    }
    return image;
  }

  /**
   * ImageIO applies an RGB profile, but also one of another space with three components, such as
   * Lab, which gives wrong colors: such a profile is removed.
   */
  private static ImageSource withFittingProfile(ImageSource source) throws IOException {
    byte[] profile;
    try {
      profile = CommonsImaging.profileOfJpeg(source);
    } catch (IOException | RuntimeException e) {
      // Inconsistent profile segments, which ImageIO ignores, too.
      return source;
    }
    if (profile == null) {
      return source;
    }
    byte[] jpeg = source.readAll();
    return ColorProfile.fits(profile, JpegMarkers.components(jpeg))
        ? source
        : source.with(JpegMarkers.withoutProfile(jpeg));
  }
}
