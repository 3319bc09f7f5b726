package io.github.stylizer;

import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.image.ImageInfo;
import io.github.stylizer.image.ImageMetadata;
import io.github.stylizer.internal.io.OneLine;
import io.github.stylizer.internal.io.Uninterrupted;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Paints an image file into another one: as a whole, or, if that takes too much memory, strip by
 * strip.
 */
record FilePainter(PhotoPainter painter) {
  void paint(Path photo, Path painted) throws IOException {
    requireOther(photo, painted);
    for (Path file : painter.style().style().files()) {
      requireOther(file, painted);
    }
    ImageEncoder.requireWritable(painted);
    keepingAlpha(painted).paintFile(photo, painted);
  }

  /** Decides by the format whether to keep transparency, unless that is set. */
  private FilePainter keepingAlpha(Path painted) {
    StylizerSettings settings = painter.settings();
    boolean chosen = !Boolean.FALSE.equals(settings.keepAlpha());
    boolean kept = chosen && ImageEncoder.keepsTransparency(painted);
    return new FilePainter(new PhotoPainter(painter.style(), settings.keepAlpha(kept)));
  }

  private void paintFile(Path photo, Path painted) throws IOException {
    ImageInfo info = ImageDecoder.standard().info(photo);
    Dimension size = painter.settings().sizeOf(info.width(), info.height());
    ImageEncoder.requireSupported(painted, size.width, size.height, painter.settings().depth());
    ImageEncoder encoder = encoder(decoder -> decoder.metadata(photo));
    if (!new StripPainter(painter).paint(info, photo, image -> encoder.write(image, painted))) {
      asAWhole(photo, painted, encoder);
    }
  }

  /** Paints an image file in memory, and returns that of the picture. */
  byte[] paint(byte[] photo, String name, String extension) throws IOException {
    Path painted = Path.of("picture." + extension);
    ImageEncoder.requireSupported(painted, painter.settings().depth());
    return keepingAlpha(painted).encoded(photo, name, extension);
  }

  private byte[] encoded(byte[] photo, String name, String extension) throws IOException {
    BufferedImage result = painter.paint(Photo.read(photo, name, painter.settings()));
    return Uninterrupted.run(
        () -> encoder(decoder -> decoder.metadata(photo, name)).encode(result, extension));
  }

  /** Returns the encoder of a picture; the metadata of its photo is read only if it is kept. */
  private ImageEncoder encoder(Photo.Reading<ImageMetadata> photo) throws IOException {
    ImageEncoder encoder = ImageEncoder.standard().depth(painter.settings().depth());
    MetadataPolicy policy = painter.settings().metadata();
    if (policy == MetadataPolicy.STRIP) {
      return encoder;
    }
    ImageMetadata metadata =
        photo.with(ImageDecoder.standard()).withSoftware(painter.style().style().software());
    return encoder.metadata(
        policy == MetadataPolicy.KEEP_WITH_LOCATION ? metadata.withLocation() : metadata);
  }

  private static void requireOther(Path read, Path written) throws IOException {
    if (Files.exists(read) && Files.exists(written) && Files.isSameFile(read, written)) {
      throw new IllegalArgumentException(
          OneLine.of(written + ": would replace " + read + ", which is read; use another file"));
    }
  }

  private void asAWhole(Path photo, Path painted, ImageEncoder encoder) throws IOException {
    BufferedImage result = painter.paint(Photo.read(photo, painter.settings()));
    Uninterrupted.run(
        () -> {
          encoder.write(result, painted);
          return painted;
        });
  }
}
