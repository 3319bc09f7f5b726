package io.github.stylizer;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.image.GrayPlane;
import io.github.stylizer.internal.torch.EngineFailure;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.Dimension;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The picture of a photo and all of its regions, if their method can paint them together. */
record JointPicture(PhotoPainter painter) {

  /** Paints it; returns null if each style has to be painted alone. */
  @Nullable BufferedImage paint(Photo photo) throws IOException {
    List<PhotoPainter> painters = painters();
    if (painters.isEmpty()) {
      return null;
    }
    StyleModel first = model(painters.get(0));
    if (!(first instanceof RegionalModel regional)) {
      return null;
    }
    List<StyleModel> models = new ArrayList<>(List.of(first));
    for (PhotoPainter region : painters.subList(1, painters.size())) {
      StyleModel model = model(region);
      if (!regional.joins(model)) {
        return null;
      }
      models.add(model);
    }
    return paint(photo, regional, models);
  }

  /** The one of the photo and those of its regions; none if they cannot paint together. */
  private List<PhotoPainter> painters() {
    List<PhotoPainter> painters = new ArrayList<>(List.of(painter));
    painter.regions().forEach(region -> painters.add(region.painter()));
    boolean plain = painters.stream().allMatch(each -> isPlain(each.settings()));
    return painters.size() > 1 && plain && painter.settings().strength() > 0 ? painters : List.of();
  }

  /** Whether nothing but mixing follows, or comes before. */
  private static boolean isPlain(StylizerSettings settings) {
    return settings.refinement().isNone()
        && settings.palette() == null
        && settings.matched() == 0
        && settings.strokes() == 1
        && settings.styleStrength() == 1
        && settings.passes() == 1
        && !settings.wrapped()
        && settings.precision() == null
        && settings.colors() != ColorPreservation.MATCHED_STYLE;
  }

  private static StyleModel model(PhotoPainter painter) throws IOException {
    StyleModel model = painter.style().model(painter.settings().listener());
    return model instanceof BorrowedModel borrowed ? borrowed.model() : model;
  }

  private BufferedImage paint(Photo photo, RegionalModel model, List<StyleModel> models) {
    photo.requireSides(model.minimumSide(), "choose a larger size or another photo");
    painter.requireMemory(photo, model, null);
    int height = photo.image().getHeight();
    int width = photo.image().getWidth();
    try (NDManager manager = PyTorchEngine.newManager()) {
      List<NDArray> shares = shares(width, height, manager);
      List<RegionalModel.Region> regions = new ArrayList<>();
      for (int i = 0; i < models.size(); i++) {
        regions.add(new RegionalModel.Region(models.get(i), shares.get(i)));
      }
      NDArray content = ImageTensors.fromImage(manager, photo.image());
      NDArray picture = model.stylize(content, regions, painter.settings().listener());
      painter.requireFinite(picture, photo.name(), model);
      return ImageTensors.toImage(picture, painter.settings().depth());
    } catch (EngineException e) {
      throw EngineFailure.of(e, new Shape(1, 3, height, width));
    }
  }

  /** The shares of the photo's own style and of all regions, which add up to 1. */
  private List<NDArray> shares(int width, int height, NDManager manager) {
    int pixels = width * height;
    List<float[]> planes = new ArrayList<>(List.of(new float[pixels]));
    for (PhotoPainter.Region region : painter.regions()) {
      GrayPlane.Stretched plane = region.mask().stretched(new Dimension(width, height));
      planes.add(plane.values());
    }
    for (int i = 0; i < pixels; i++) {
      float total = 0;
      for (float[] plane : planes) {
        total += plane[i];
      }
      planes.get(0)[i] = Math.max(0, 1 - total);
      for (float[] plane : planes.subList(1, planes.size())) {
        plane[i] /= Math.max(1, total);
      }
    }
    return planes.stream()
        .map(plane -> manager.create(plane, new Shape(1, 1, height, width)))
        .toList();
  }
}
