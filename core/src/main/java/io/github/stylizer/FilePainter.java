package io.github.stylizer;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.image.ImageInfo;
import io.github.stylizer.image.ImageRegions;
import io.github.stylizer.internal.io.OneLine;
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
  private static final long DEEP_IN_MEMORY_BYTES = 28;

  void paint(Path photo, Path painted) throws IOException {
    requireOther(photo, painted);
    for (Path file : painter.style().style().files()) {
      requireOther(file, painted);
    }
    ImageEncoder.requireWritable(painted);
    ImageInfo info = ImageDecoder.standard().info(photo);
    Dimension size = painter.settings().sizeOf(info.width(), info.height());
    ImageEncoder.requireSupported(painted, size.width, size.height, painter.settings().depth());
    if (!canBeStrips(info) || !inStrips(info, photo, painted)) {
      asAWhole(photo, painted);
    }
  }

  private ImageEncoder encoder() {
    return ImageEncoder.standard().depth(painter.settings().depth());
  }

  private static void requireOther(Path read, Path written) throws IOException {
    if (Files.exists(read) && Files.exists(written) && Files.isSameFile(read, written)) {
      throw new IllegalArgumentException(
          OneLine.of(written + ": would replace " + read + ", which is read; use another file"));
    }
  }

  private void asAWhole(Path photo, Path painted) throws IOException {
    BufferedImage result = painter.paint(Photo.read(photo, painter.settings()));
    // A method that works in steps returned its best picture so far; the flag would keep it from
    // being written.
    boolean interrupted = Thread.interrupted();
    try {
      encoder().write(result, painted);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Whether nothing needs the whole photo. */
  private boolean canBeStrips(ImageInfo photo) {
    StylizerSettings settings = painter.settings();
    return settings.keepSize(photo.width(), photo.height())
        && settings.strength() > 0
        && settings.refinement().isNone()
        && settings.colors() != ColorPreservation.MATCHED_STYLE;
  }

  /** Paints in strips; returns false, and does nothing, if the memory is enough for the whole. */
  private boolean inStrips(ImageInfo info, Path photo, Path painted) throws IOException {
    StyleModel model = painter.style().model(painter.settings().listener());
    StyleModel computed = painter.computed(model);
    TransformModel network = PhotoPainter.network(model);
    long memory = painter.memory();
    boolean deep = painter.settings().depth() == 16;
    long images = (deep ? DEEP_IN_MEMORY_BYTES : IN_MEMORY_BYTES) * info.width() * info.height();
    boolean whole =
        images <= Runtime.getRuntime().maxMemory()
            && images + computed.memory(info.width(), info.height()) <= memory;
    int side = PhotoTiles.side(computed, info.width(), memory);
    if (network == null || whole || side == 0) {
      return false;
    }
    TiledPainter tiles = painter.tiles(photo.toString(), network, side, memory);
    try (ImageRegions regions = ImageDecoder.standard().open(photo)) {
      tiles.paint(
          PhotoRegions.of(regions),
          painter::finished,
          picture -> encoder().write(picture, painted));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (EngineException e) {
      throw EngineFailure.of(e, new Shape(1, 3, info.height(), info.width()));
    }
    return true;
  }
}
