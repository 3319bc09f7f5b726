package io.github.stylizer.image;

import io.github.stylizer.internal.image.ColorProfile;
import java.awt.Dimension;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.spi.ImageReaderSpi;
import javax.imageio.stream.ImageInputStream;
import org.jspecify.annotations.Nullable;

/** Decodes WebP with an ImageIO plug-in, if there is one. */
final class WebpReader extends ImageIoReader {
  private static final String FORMAT = "WEBP";

  /** The plug-in buffers 8 bytes. */
  private static final int READ_AHEAD = 64;

  /** Where the canvas says what the file has. */
  private static final int FLAGS = 20;

  private static final int PROFILE = 0x20;

  WebpReader() {
    super(FORMAT);
  }

  @Override
  public List<String> formats() {
    return plugin().isPresent() ? super.formats() : List.of();
  }

  @Override
  Optional<ImageReaderSpi> provider() {
    return plugin();
  }

  /** Finds the plug-in of TwelveMonkeys, or else any for WebP. */
  static Optional<ImageReaderSpi> plugin() {
    return ImageIoProviders.find(FORMAT, ImageIoProviders.TWELVE_MONKEYS)
        .or(() -> ImageIoProviders.find(FORMAT, ""));
  }

  @Override
  @Nullable Dimension size(ImageSource source) throws IOException {
    return WebpChunks.read(source).size();
  }

  @Override
  int orientation(ImageSource source) throws IOException {
    byte[] exif = WebpChunks.read(source).exif();
    return exif.length == 0 ? 1 : Exif.orientation(exif);
  }

  @Override
  ImageMetadata metadata(ImageSource source) throws IOException {
    WebpChunks chunks = WebpChunks.read(source);
    return ImageMetadata.of(Exif.tags(chunks.exif()), chunks.xmp(), null, null);
  }

  @Override
  void check(ImageSource source) throws IOException {
    WebpChunks chunks = WebpChunks.read(source);
    if (chunks.animated()) {
      throw new ImageFormatException(
          source.name(), "animated WebP images cannot be read; save one frame of it");
    }
    if (chunks.lossy() && !LossyWebp.isDecodedCorrectly()) {
      throw new ImageFormatException(
          source.name(),
          "the WebP plug-in on the class path decodes lossy images wrongly; use"
              + " com.twelvemonkeys.imageio:imageio-webp from 3.15 on");
    }
    Dimension size = Objects.requireNonNull(chunks.size());
    try (ImageInputStream input = source.openImageInput()) {
      for (long position : chunks.lossless()) {
        input.seek(position);
        WebpLossless.check(source.name(), input, size.width, size.height);
      }
    }
  }

  /**
   * The plug-in takes missing bytes for zeros, each at the price of an exception, and fails on a
   * damaged profile.
   */
  @Override
  ImageInputStream open(ImageSource source) throws IOException {
    byte[] profile = WebpChunks.read(source).profile();
    ImageSource.Content file = source.openContent();
    if (profile.length > 0 && !ColorProfile.fits(profile, 3)) {
      byte flags = (byte) (source.head()[FLAGS] & ~PROFILE);
      file = new PatchedContent(file, FLAGS, new byte[] {flags});
    }
    return source.openImageInput(new PaddedContent(source.name(), file, READ_AHEAD));
  }

  @Override
  String remedy() {
    return " images; add com.twelvemonkeys.imageio:imageio-webp to the class path";
  }
}
