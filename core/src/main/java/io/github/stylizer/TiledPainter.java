package io.github.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.github.stylizer.internal.image.DeepImage;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Paints a photo in tiles that join without a seam. All are painted by the same statistics of the
 * instance norms, which are collected beforehand.
 *
 * @param model paints, by statistics of its own or by those of the photo
 * @param computed gives a model the precision and the passes to paint with
 * @param side of the tiles, from {@link PhotoTiles#side}
 * @param wrapped whether the left and the right edge meet
 * @param depth bits per channel of the picture, 8 or 16
 * @param memory that collecting statistics may take, in bytes
 * @param check looks at each painted tile, and throws if painting must not go on
 * @param listener hears of each tile
 */
record TiledPainter(
    TransformModel model,
    UnaryOperator<StyleModel> computed,
    int side,
    boolean wrapped,
    int depth,
    long memory,
    Consumer<NDArray> check,
    ProgressListener listener) {
  private static final String STAGE = "painting";

  /** Paints a picture that fits into memory. */
  BufferedImage paint(PhotoSource photo) throws IOException {
    BufferedImage result = DeepImage.empty(photo.width(), photo.height(), depth);
    try (Strips strips = strips(photo)) {
      for (Rectangle strip : strips.all()) {
        result.getRaster().setRect(0, strip.y, strips.paint(strip).getRaster());
      }
    }
    return result;
  }

  /** Collects the statistics of a photo, to paint it strip by strip. */
  Strips strips(PhotoSource photo) throws IOException {
    PhotoTiles tiles = new PhotoTiles(photo.width(), photo.height(), side, wrapped);
    long began = System.nanoTime();
    listener.onProgress(Progress.of(STAGE, 0, tiles.all().size(), Duration.ZERO));
    return new Strips(photo, tiles, fixed(photo), began);
  }

  private StyleModel fixed(PhotoSource photo) throws IOException {
    return model.hasStatistics()
        ? new BorrowedModel(model)
        : model.with(new PhotoStatistics(model, memory).of(List.of(photo)));
  }

  /** The strips of a photo, each as high as a tile. */
  final class Strips implements AutoCloseable {
    private final PhotoSource photo;
    private final PhotoTiles tiles;
    private final List<Rectangle> inner;
    private final StyleModel fixed;
    private final StyleModel painter;
    private final long began;

    private Strips(PhotoSource photo, PhotoTiles tiles, StyleModel fixed, long began) {
      this.photo = photo;
      this.tiles = tiles;
      this.inner = tiles.all();
      this.fixed = fixed;
      this.painter = computed.apply(fixed);
      this.began = began;
    }

    /** All strips, from top to bottom. */
    List<Rectangle> all() {
      List<Rectangle> strips = new ArrayList<>();
      for (int y = 0; y < photo.height(); y += side) {
        strips.add(new Rectangle(0, y, photo.width(), Math.min(side, photo.height() - y)));
      }
      return strips;
    }

    BufferedImage paint(Rectangle strip) throws IOException {
      BufferedImage painted = DeepImage.empty(strip.width, strip.height, depth);
      for (int i = 0; i < inner.size(); i++) {
        Rectangle tile = inner.get(i);
        if (tile.y == strip.y) {
          painted.getRaster().setRect(tile.x, 0, tile(tile).getRaster());
          Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
          listener.onProgress(Progress.of(STAGE, i + 1, inner.size(), elapsed));
        }
      }
      return painted;
    }

    private BufferedImage tile(Rectangle place) throws IOException {
      Rectangle outer = tiles.withMargin(place);
      try (NDManager manager = PyTorchEngine.newManager()) {
        NDArray painted = painter.stylize(photo.tensor(outer, manager));
        check.accept(painted);
        int top = place.y - outer.y;
        int left = place.x - outer.x;
        NDIndex middle =
            new NDIndex(":, :, {}:{}, {}:{}", top, top + place.height, left, left + place.width);
        return ImageTensors.toImage(painted.get(middle), depth);
      }
    }

    /** Frees the network with the statistics of the photo. */
    @Override
    public void close() {
      fixed.close();
    }
  }
}
