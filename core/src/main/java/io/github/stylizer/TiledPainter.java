package io.github.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Paints a photo in tiles that join without a seam. All are painted by the same statistics of the
 * instance norms, which are collected beforehand.
 */
final class TiledPainter {
  private static final String STAGE = "painting";

  private final TransformModel model;
  private final UnaryOperator<StyleModel> precision;
  private final int side;
  private final long memory;
  private final ProgressListener listener;

  /**
   * Creates a painter.
   *
   * @param precision gives a model the precision to paint with
   * @param side of the tiles, from {@link PhotoTiles#side}
   * @param memory that collecting statistics may take, in bytes
   */
  TiledPainter(
      TransformModel model,
      UnaryOperator<StyleModel> precision,
      int side,
      long memory,
      ProgressListener listener) {
    this.model = model;
    this.precision = precision;
    this.side = side;
    this.memory = memory;
    this.listener = listener;
  }

  /**
   * Paints.
   *
   * @param check looks at each painted tile, and throws if painting must not go on
   */
  BufferedImage paint(PhotoSource photo, Consumer<NDArray> check) throws IOException {
    long began = System.nanoTime();
    PhotoTiles tiles = new PhotoTiles(photo.width(), photo.height(), side);
    List<Rectangle> inner = tiles.all();
    listener.onProgress(Progress.of(STAGE, 0, inner.size(), Duration.ZERO));
    BufferedImage result =
        new BufferedImage(photo.width(), photo.height(), BufferedImage.TYPE_INT_RGB);
    try (StyleModel fixed = fixed(photo)) {
      StyleModel computed = precision.apply(fixed);
      for (int i = 0; i < inner.size(); i++) {
        BufferedImage tile = painted(photo, tiles, inner.get(i), computed, check);
        result.getRaster().setRect(inner.get(i).x, inner.get(i).y, tile.getRaster());
        Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
        listener.onProgress(Progress.of(STAGE, i + 1, inner.size(), elapsed));
      }
    }
    return result;
  }

  private StyleModel fixed(PhotoSource photo) throws IOException {
    return model.hasStatistics()
        ? new BorrowedModel(model)
        : model.with(new PhotoStatistics(model, memory).of(List.of(photo)));
  }

  private static BufferedImage painted(
      PhotoSource photo,
      PhotoTiles tiles,
      Rectangle inner,
      StyleModel model,
      Consumer<NDArray> check)
      throws IOException {
    Rectangle outer = tiles.withMargin(inner);
    try (NDManager manager = PyTorchEngine.newManager()) {
      NDArray painted = model.stylize(photo.tensor(outer, manager));
      check.accept(painted);
      int top = inner.y - outer.y;
      int left = inner.x - outer.x;
      return ImageTensors.toImage(
          painted.get(
              new NDIndex(
                  ":, :, {}:{}, {}:{}", top, top + inner.height, left, left + inner.width)));
    }
  }
}
