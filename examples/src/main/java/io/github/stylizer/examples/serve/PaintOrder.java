package io.github.stylizer.examples.serve;

import io.github.stylizer.Mask;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Stylizer;
import io.github.stylizer.examples.painting.PaintSettings;
import io.github.stylizer.image.ImageInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** What to paint and how, in the words and with the defaults of the command. */
final class PaintOrder {
  private static final String PHOTO_NAME = "the photo";

  private final ServiceLimits limits;
  private final StyleShelf shelf;
  private final UploadedImage photo;
  private final OrderStyle style;
  private final PaintSettings settings;
  private final Map<String, UploadedImage> regions = new LinkedHashMap<>();
  private final String format;
  private final Cost cost;

  /**
   * Checks what a client asks for, and reads the heads of its images.
   *
   * @throws ServiceException if it cannot be painted
   */
  PaintOrder(Form form, ServiceLimits limits, StyleShelf shelf) {
    this.limits = limits;
    this.shelf = shelf;
    OrderFields fields = new OrderFields(form, limits);
    byte[] file = form.files().get(Form.PHOTO);
    if (file == null || file.length == 0) {
      throw new ServiceException(400, "there is no photo: send one as the field photo");
    }
    style = new OrderStyle(form, fields, shelf);
    settings = fields.settings();
    format = fields.format();
    for (String field : fields.regions()) {
      String name = field.substring(OrderFields.REGION.length());
      shelf.require(name);
      regions.put(name, fields.image(field, "the mask " + field));
    }
    photo = UploadedImage.of(file, PHOTO_NAME, limits);
    cost = cost(photo.info());
  }

  /**
   * Strokes of half the size are painted at twice the size, which must be within the limit, too.
   */
  private Cost cost(ImageInfo info) {
    int longer = Math.max(info.width(), info.height());
    Integer size = settings.size();
    double side = size == null ? Math.min(longer, limits.side()) : size;
    double painted = side / settings.strokes();
    if (painted > limits.side()) {
      throw new ServiceException(
          422,
          String.format(
              Locale.ROOT,
              "strokes of %s are painted at %.0f pixels, more than %d: use a smaller size",
              settings.strokes(),
              painted,
              limits.side()));
    }
    double scale = painted / longer;
    double passes = (settings.styleStrength() < 1 ? 2 : 1) + regions.size();
    return Cost.of(passes * info.width() * scale * info.height() * scale, settings.quality());
  }

  Cost cost() {
    return cost;
  }

  String quality() {
    return settings.quality().name().toLowerCase(Locale.ROOT);
  }

  /** Paints. An interrupt ends it with an exception. */
  Picture paint(ProgressListener progress) throws IOException {
    List<Stylizer> painters = new ArrayList<>();
    try (Stylizer stylizer = stylizer(progress, painters)) {
      return new Picture(stylizer.apply(photo.bytes(), PHOTO_NAME, format), format);
    } finally {
      painters.forEach(Stylizer::close);
    }
  }

  /** Makes a stylizer and those of its regions, all of which the caller closes. */
  private Stylizer stylizer(ProgressListener progress, List<Stylizer> painters) throws IOException {
    Map<Mask, Stylizer> parts = new HashMap<>();
    for (Map.Entry<String, UploadedImage> region : regions.entrySet()) {
      Mask mask = settings.mask().soft(region.getValue().mask());
      Stylizer painter = shelf.open(region.getKey());
      painters.add(painter);
      parts.put(mask, painter);
    }
    List<UnaryOperator<Stylizer>> changes = new ArrayList<>();
    changes.add(Stylizer::completeOnly);
    changes.add(stylizer -> stylizer.onProgress(progress));
    changes.add(stylizer -> stylizer.maxSize(limits.side()));
    if (!parts.isEmpty()) {
      changes.add(stylizer -> stylizer.regions(parts));
    }
    return settings.applyTo(PaintSettings.changed(style.open(), changes));
  }
}
