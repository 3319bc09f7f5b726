package io.github.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.github.stylizer.internal.image.DeepImage;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.awt.image.RenderedImage;
import java.io.IOException;
import java.time.Duration;
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

  /** Takes the picture, which is painted while its pixels are read. */
  @FunctionalInterface
  interface Target {
    void write(RenderedImage picture) throws IOException;
  }

  /** Changes a painted strip afterwards. */
  @FunctionalInterface
  interface Finish {
    BufferedImage apply(Rectangle strip, BufferedImage photo, BufferedImage painted)
        throws IOException;
  }

  /** What does not change from tile to tile. */
  private record Run(
      PhotoSource photo,
      PhotoTiles tiles,
      List<Rectangle> inner,
      StyleModel computed,
      long began) {}

  /** Paints a picture that fits into memory. */
  BufferedImage paint(PhotoSource photo) throws IOException {
    BufferedImage result = DeepImage.empty(photo.width(), photo.height(), depth);
    paint(
        photo,
        (strip, original, painted) -> painted,
        picture -> picture.copyData(result.getRaster()));
    return result;
  }

  /** Paints a picture strip by strip, each as high as a tile. */
  void paint(PhotoSource photo, Finish finish, Target target) throws IOException {
    PhotoTiles tiles = new PhotoTiles(photo.width(), photo.height(), side, wrapped);
    long began = System.nanoTime();
    List<Rectangle> inner = tiles.all();
    listener.onProgress(Progress.of(STAGE, 0, inner.size(), Duration.ZERO));
    try (StyleModel fixed = fixed(photo)) {
      Run run = new Run(photo, tiles, inner, computed.apply(fixed), began);
      PaintedImage.Painter painter =
          strip -> finish.apply(strip, photo.part(strip), painted(run, strip));
      target.write(PaintedImage.of(photo, side, depth, painter));
    }
  }

  private StyleModel fixed(PhotoSource photo) throws IOException {
    return model.hasStatistics()
        ? new BorrowedModel(model)
        : model.with(new PhotoStatistics(model, memory).of(List.of(photo)));
  }

  private BufferedImage painted(Run run, Rectangle strip) throws IOException {
    BufferedImage painted = DeepImage.empty(strip.width, strip.height, depth);
    for (int i = 0; i < run.inner.size(); i++) {
      Rectangle tile = run.inner.get(i);
      if (tile.y == strip.y) {
        painted.getRaster().setRect(tile.x, 0, tile(run, tile).getRaster());
        Duration elapsed = Duration.ofNanos(System.nanoTime() - run.began);
        listener.onProgress(Progress.of(STAGE, i + 1, run.inner.size(), elapsed));
      }
    }
    return painted;
  }

  private BufferedImage tile(Run run, Rectangle inner) throws IOException {
    Rectangle outer = run.tiles.withMargin(inner);
    try (NDManager manager = PyTorchEngine.newManager()) {
      NDArray painted = run.computed.stylize(run.photo.tensor(outer, manager));
      check.accept(painted);
      int top = inner.y - outer.y;
      int left = inner.x - outer.x;
      return ImageTensors.toImage(
          painted.get(
              new NDIndex(":, :, {}:{}, {}:{}", top, top + inner.height, left, left + inner.width)),
          depth);
    }
  }
}
