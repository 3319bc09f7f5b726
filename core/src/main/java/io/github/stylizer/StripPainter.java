package io.github.stylizer;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.image.ImageInfo;
import io.github.stylizer.image.ImageRegions;
import io.github.stylizer.internal.torch.EngineFailure;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Paints an image file strip by strip, with all of its regions, if it does not fit into memory as a
 * whole.
 */
record StripPainter(PhotoPainter painter) {
  // The photo and the picture of 8 or 16 bits, and what decoding and encoding take.
  private static final long IN_MEMORY_BYTES = 16;
  private static final long DEEP_IN_MEMORY_BYTES = 32;
  // The strips of the photo and the picture, and one more that is being decoded or encoded.
  private static final int STRIP_BYTES = 12;
  private static final int ALPHA_BYTES = 8;
  private static final int MASK_BYTES = 8;
  private static final int DEEP_BYTES = 8;
  private static final int REGION_BYTES = 8;

  /** Takes the picture, which is painted while its pixels are read. */
  @FunctionalInterface
  interface Target {
    void write(RenderedImage picture) throws IOException;
  }

  /** A network that paints a part of the picture, by the settings of its painter. */
  private record Part(PhotoPainter painter, TransformModel network, StyleModel computed) {}

  /**
   * Paints in strips.
   *
   * @return false, and nothing is done, if the memory is enough for the whole, or if something
   *     needs the whole
   */
  boolean paint(ImageInfo info, Path photo, Target target) throws IOException {
    List<Part> parts = parts(info);
    if (parts.isEmpty() || fitsAsAWhole(info, parts)) {
      return false;
    }
    try (ImageRegions file = painter.settings().decoder().open(photo)) {
      PhotoRegions source = PhotoRegions.of(file);
      int side = Integer.MAX_VALUE;
      for (Part part : parts) {
        side = Math.min(side, PhotoTiles.side(part.computed, rowBytes(source), painter.memory()));
      }
      if (side == 0) {
        return false;
      }
      paint(source, photo.toString(), parts, side, target);
      return true;
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (EngineException e) {
      throw EngineFailure.of(e, new Shape(1, 3, info.height(), info.width()));
    }
  }

  /** The picture's network and those of its regions; none if one of them needs the whole photo. */
  private List<Part> parts(ImageInfo photo) throws IOException {
    List<PhotoPainter> painters = new ArrayList<>(List.of(painter));
    painter.regions().forEach(region -> painters.add(region.painter()));
    if (!painters.stream().allMatch(each -> canBeStrips(each.settings(), photo))) {
      return List.of();
    }
    List<Part> parts = new ArrayList<>();
    for (PhotoPainter each : painters) {
      StyleModel model = each.style().model(each.settings().listener());
      TransformModel network = PhotoPainter.network(model);
      if (network == null) {
        return List.of();
      }
      parts.add(new Part(each, network, each.computed(model)));
    }
    return parts;
  }

  /** Whether nothing needs the whole photo. */
  private static boolean canBeStrips(StylizerSettings settings, ImageInfo photo) {
    return settings.keepSize(photo.width(), photo.height())
        && settings.strength() > 0
        && settings.styleStrength() == 1
        && settings.refinement().isNone()
        && settings.palette() == null
        && settings.matched() == 0
        && settings.strokes() == 1
        && settings.colors() != ColorPreservation.MATCHED_STYLE;
  }

  private boolean fitsAsAWhole(ImageInfo info, List<Part> parts) {
    boolean deep = painter.settings().depth() == 16;
    long bytes = deep ? DEEP_IN_MEMORY_BYTES : IN_MEMORY_BYTES;
    bytes += (long) REGION_BYTES * (parts.size() - 1);
    long images = bytes * info.width() * info.height();
    long painting = 0;
    for (Part part : parts) {
      painting = Math.max(painting, part.computed.memory(info.width(), info.height()));
    }
    return images <= Runtime.getRuntime().maxMemory() && images + painting <= painter.memory();
  }

  /** What a row of all strips takes that are in memory at once. */
  private long rowBytes(PhotoSource photo) {
    int regions = painter.settings().regions().size();
    int bytes = STRIP_BYTES;
    bytes += photo.hasAlpha() ? ALPHA_BYTES : 0;
    bytes += painter.settings().mask() != null ? MASK_BYTES : 0;
    bytes += painter.settings().depth() == 16 ? DEEP_BYTES : 0;
    bytes += regions == 0 ? 0 : MASK_BYTES + REGION_BYTES * regions;
    return (long) bytes * photo.width();
  }

  private void paint(PhotoRegions photo, String name, List<Part> parts, int side, Target target)
      throws IOException {
    Dimension size = new Dimension(photo.width(), photo.height());
    List<TiledPainter.Strips> strips = new ArrayList<>();
    try {
      for (Part part : parts) {
        strips.add(part.painter.tiles(name, part.network, side, painter.memory()).strips(photo));
      }
      target.write(
          PaintedImage.of(
              photo,
              side,
              painter.settings().depth(),
              strip -> finished(photo, size, strip, strips)));
    } finally {
      strips.forEach(TiledPainter.Strips::close);
    }
  }

  private BufferedImage finished(
      PhotoRegions photo, Dimension size, Rectangle strip, List<TiledPainter.Strips> painters)
      throws IOException {
    BufferedImage original = photo.part(strip);
    BufferedImage picture = painter.mixed(original, painters.get(0).paint(strip));
    List<BufferedImage> ofRegions = new ArrayList<>();
    for (int i = 0; i < painter.regions().size(); i++) {
      BufferedImage painted = painters.get(i + 1).paint(strip);
      ofRegions.add(painter.regions().get(i).painter().mixed(original, painted));
    }
    return photo.withAlpha(strip, painter.laidOver(strip, size, original, picture, ofRegions));
  }
}
