package io.github.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import io.github.stylizer.internal.image.SrgbImage;
import io.github.stylizer.internal.nn.Dither;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Paints a photo in tiles that join without a seam. All are painted by the same statistics of the
 * instance norms, which are collected beforehand from parts of the photo, evenly spread.
 */
final class TiledPainter {
  private static final String STAGE = "painting";
  // Many small parts represent a photo better than a few large ones.
  private static final int PART_SIDE = 256;
  private static final int PARTS_PER_SIDE = 12;

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
  BufferedImage paint(BufferedImage image, Consumer<NDArray> check) {
    long began = System.nanoTime();
    BufferedImage photo = SrgbImage.of(image);
    boolean drawn = Dither.isDrawing(photo);
    PhotoTiles tiles = new PhotoTiles(photo.getWidth(), photo.getHeight(), side);
    List<Rectangle> inner = tiles.all();
    listener.onProgress(Progress.of(STAGE, 0, inner.size(), Duration.ZERO));
    BufferedImage result =
        new BufferedImage(photo.getWidth(), photo.getHeight(), BufferedImage.TYPE_INT_RGB);
    try (TransformModel fixed = model.with(statistics(photo, drawn))) {
      StyleModel computed = precision.apply(fixed);
      for (int i = 0; i < inner.size(); i++) {
        BufferedImage tile = painted(photo, drawn, tiles, inner.get(i), computed, check);
        result.getRaster().setRect(inner.get(i).x, inner.get(i).y, tile.getRaster());
        Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
        listener.onProgress(Progress.of(STAGE, i + 1, inner.size(), elapsed));
      }
    }
    return result;
  }

  private static BufferedImage painted(
      BufferedImage photo,
      boolean drawn,
      PhotoTiles tiles,
      Rectangle inner,
      StyleModel model,
      Consumer<NDArray> check) {
    Rectangle outer = tiles.withMargin(inner);
    try (NDManager manager = PyTorchEngine.newManager()) {
      NDArray painted = model.stylize(part(photo, drawn, outer, manager));
      check.accept(painted);
      int top = inner.y - outer.y;
      int left = inner.x - outer.x;
      return ImageTensors.toImage(
          painted.get(
              new NDIndex(
                  ":, :, {}:{}, {}:{}", top, top + inner.height, left, left + inner.width)));
    }
  }

  private static NDArray part(
      BufferedImage photo, boolean drawn, Rectangle place, NDManager manager) {
    BufferedImage part = photo.getSubimage(place.x, place.y, place.width, place.height);
    NDArray pixels = ImageTensors.fromImage(manager, part);
    return drawn ? Dither.added(pixels, place.x, place.y) : pixels;
  }

  /** Collects statistics from as many parts as the memory allows. */
  private NormStatistics statistics(BufferedImage photo, boolean drawn) {
    int width = Math.min(PART_SIDE, photo.getWidth());
    int height = Math.min(PART_SIDE, photo.getHeight());
    int perSide = PARTS_PER_SIDE;
    while (perSide > 1 && model.memory(width, height * perSide * perSide) > memory) {
      perSide--;
    }
    try (NDManager manager = PyTorchEngine.newManager()) {
      NDList parts = new NDList();
      for (int row = 0; row < perSide; row++) {
        for (int column = 0; column < perSide; column++) {
          int x = (int) ((column + 0.5) / perSide * (photo.getWidth() - width));
          int y = (int) ((row + 0.5) / perSide * (photo.getHeight() - height));
          parts.add(part(photo, drawn, new Rectangle(x, y, width, height), manager));
        }
      }
      return model.statistics(NDArrays.concat(parts, 0));
    }
  }
}
