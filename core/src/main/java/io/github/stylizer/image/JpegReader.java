package io.github.stylizer.image;

import io.github.stylizer.internal.image.ColorProfile;
import io.github.stylizer.internal.image.PixelLimit;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.IIOException;

/** Decodes JPEG by ImageIO and closes its traps: profiles that do not fit, missing data, CMYK. */
final class JpegReader {
  /** How libjpeg begins its warnings of missing or damaged data; a missing end is another one. */
  private static final String CORRUPT = "Corrupt JPEG data";

  private static final String CMYK =
      "no reader for CMYK JPEG pictures; add com.twelvemonkeys.imageio:imageio-jpeg to the class"
          + " path or save it as RGB";

  private JpegReader() {}

  static BufferedImage read(ImageSource source, PixelLimit limit) throws IOException {
    AtomicBoolean lacksData = new AtomicBoolean();
    BufferedImage image;
    try {
      image =
          ImageIoReader.read(
              withFittingProfile(source),
              "JPEG",
              limit,
              reader -> {
                reader.addIIOReadWarningListener(
                    (from, warning) -> lacksData.compareAndSet(false, warning.startsWith(CORRUPT)));
                return reader.read(0);
              });
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
          source.name(), "the JPEG file is truncated: its data ends before the picture does");
    }
    return image;
  }

  /**
   * The reader applies an RGB profile, but also one of another space with three components, such as
   * Lab, which gives wrong colors: such a profile is removed.
   */
  private static ImageSource withFittingProfile(ImageSource source) throws IOException {
    byte[] profile;
    try {
      profile = CommonsImaging.profile(source, "JPEG");
    } catch (IOException | RuntimeException e) {
      // Segments of a profile that do not go together: the reader ignores them, too.
      return source;
    }
    if (profile == null) {
      return source;
    }
    byte[] jpeg = source.readAll();
    return ColorProfile.fits(profile, JpegMarkers.components(jpeg))
        ? source
        : new ImageSource(source.name(), null, JpegMarkers.withoutProfile(jpeg));
  }
}
