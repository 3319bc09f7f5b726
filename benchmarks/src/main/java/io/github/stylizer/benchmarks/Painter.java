package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.Precision;
import io.github.stylizer.StyleModel;
import io.github.stylizer.Stylizer;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/** From images to images, as in an application: a single one with a stylizer. */
final class Painter {
  private final StyleModel model;
  private final Stylizer stylizer;

  Painter(StyleModel model, Precision precision) {
    this.model = model.precision(precision);
    this.stylizer = Stylizer.style(model).precision(precision);
  }

  List<BufferedImage> paint(List<BufferedImage> photos) {
    if (photos.size() == 1) {
      return List.of(stylizer.apply(photos.get(0)));
    }
    try (NDManager manager = NDManager.newBaseManager()) {
      return toImages(model.stylize(ImageTensors.fromImages(manager, photos)));
    }
  }

  static List<BufferedImage> toImages(NDArray batch) {
    List<BufferedImage> images = new ArrayList<>();
    for (int i = 0; i < batch.getShape().get(0); i++) {
      try (NDArray picture = batch.get(i)) {
        images.add(ImageTensors.toImage(picture));
      }
    }
    return images;
  }
}
