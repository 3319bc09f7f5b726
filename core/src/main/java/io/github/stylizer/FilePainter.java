package io.github.stylizer;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.image.ImageInfo;
import io.github.stylizer.image.ImageMetadata;
import io.github.stylizer.image.ImageRegions;
import io.github.stylizer.internal.io.OneLine;
import io.github.stylizer.internal.io.Uninterrupted;
import io.github.stylizer.internal.torch.EngineFailure;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Paints an image file into another one: as a whole, or, if that takes too much memory, strip by
 * strip.
 */
record FilePainter(PhotoPainter painter) {
  // The photo and the picture of 8 or 16 bits, and what decoding and encoding take.
  private static final long IN_MEMORY_BYTES = 16;
  // The strips of the photo and the picture, and one more that is being decoded or encoded.
  private static final int STRIP_BYTES = 12;
  private static final int ALPHA_BYTES = 8;
  private static final int MASK_BYTES = 8;
  private static final int DEEP_BYTES = 8;
  private static final long DEEP_IN_MEMORY_BYTES = 32;

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
    if (!canBeStrips(info) || !inStrips(info, photo, painted, encoder)) {
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

  /** Whether nothing needs the whole photo. */
  private boolean canBeStrips(ImageInfo photo) {
    StylizerSettings settings = painter.settings();
    return settings.keepSize(photo.width(), photo.height())
        && settings.strength() > 0
        && settings.refinement().isNone()
        && settings.regions().isEmpty()
        && settings.palette() == null
        && settings.matched() == 0
        && settings.strokes() == 1
        && settings.colors() != ColorPreservation.MATCHED_STYLE;
  }

  /** Paints in strips; returns false, and does nothing, if the memory is enough for the whole. */
  private boolean inStrips(ImageInfo info, Path photo, Path painted, ImageEncoder encoder)
      throws IOException {
    StyleModel model = painter.style().model(painter.settings().listener());
    StyleModel computed = painter.computed(model);
    TransformModel network = PhotoPainter.network(model);
    long memory = painter.memory();
    boolean deep = painter.settings().depth() == 16;
    long images = (deep ? DEEP_IN_MEMORY_BYTES : IN_MEMORY_BYTES) * info.width() * info.height();
    boolean whole =
        images <= Runtime.getRuntime().maxMemory()
            && images + computed.memory(info.width(), info.height()) <= memory;
    if (network == null || whole) {
      return false;
    }
    try (ImageRegions regions = painter.settings().decoder().open(photo)) {
      PhotoRegions source = PhotoRegions.of(regions);
      int side = PhotoTiles.side(computed, rowBytes(source), memory);
      if (side == 0) {
        return false;
      }
      inStrips(source, painter.tiles(photo.toString(), network, side, memory), painted, encoder);
      return true;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (EngineException e) {
      throw EngineFailure.of(e, new Shape(1, 3, info.height(), info.width()));
    }
  }

  /** What a row of all strips takes that are in memory at once. */
  private long rowBytes(PhotoSource photo) {
    int bytes = STRIP_BYTES;
    bytes += photo.hasAlpha() ? ALPHA_BYTES : 0;
    bytes += painter.settings().mask() != null ? MASK_BYTES : 0;
    bytes += painter.settings().depth() == 16 ? DEEP_BYTES : 0;
    return (long) bytes * photo.width();
  }

  private void inStrips(PhotoRegions photo, TiledPainter tiles, Path painted, ImageEncoder encoder)
      throws IOException {
    Dimension size = new Dimension(photo.width(), photo.height());
    tiles.paint(
        photo,
        (strip, original, picture) ->
            photo.withAlpha(strip, painter.finished(strip, size, original, picture)),
        picture -> encoder.write(picture, painted));
  }
}
