package io.github.stylizer;

import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.internal.torch.PyTorchEngine;
import java.awt.Rectangle;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the statistics of the instance norms over photos: over all of their pixels if the memory
 * allows, else over parts that are evenly spread.
 */
record PhotoStatistics(TransformModel model, long memory) {
  // Many small parts represent a photo better than a few large ones.
  private static final int PART_SIDE = 256;
  private static final int PARTS_PER_SIDE = 12;

  /**
   * Collects.
   *
   * @param photos at least one, all of the same size
   */
  NormStatistics of(List<PhotoSource> photos) throws IOException {
    int width = photos.get(0).width();
    int height = photos.get(0).height();
    if (fits(width, height, photos.size())) {
      return ofParts(photos, List.of(new Rectangle(width, height)));
    }
    int perSide = PARTS_PER_SIDE;
    Rectangle part = parts(width, height, 1).get(0);
    while (perSide > 1 && !fits(part.width, part.height, photos.size() * perSide * perSide)) {
      perSide--;
    }
    return ofParts(photos, parts(width, height, perSide));
  }

  private static List<Rectangle> parts(int width, int height, int perSide) {
    List<Rectangle> parts = new ArrayList<>();
    int partWidth = Math.min(PART_SIDE, width);
    int partHeight = Math.min(PART_SIDE, height);
    for (int row = 0; row < perSide; row++) {
      for (int column = 0; column < perSide; column++) {
        int x = (int) ((column + 0.5) / perSide * (width - partWidth));
        int y = (int) ((row + 0.5) / perSide * (height - partHeight));
        parts.add(new Rectangle(x, y, partWidth, partHeight));
      }
    }
    return parts;
  }

  private boolean fits(int width, int height, int count) {
    return (long) height * count <= Integer.MAX_VALUE
        && model.memory(width, height * count) <= memory;
  }

  private NormStatistics ofParts(List<PhotoSource> photos, List<Rectangle> parts)
      throws IOException {
    try (NDManager manager = PyTorchEngine.newManager()) {
      NDList tensors = new NDList();
      for (PhotoSource photo : photos) {
        for (Rectangle part : parts) {
          tensors.add(photo.tensor(part, manager));
        }
      }
      return model.statistics(NDArrays.concat(tensors, 0));
    }
  }
}
