package io.github.stylizer.examples.serve;

import io.github.stylizer.ProgressListener;
import io.github.stylizer.examples.painting.PaintSettings;
import io.github.stylizer.image.ImageInfo;
import java.io.IOException;
import java.util.Locale;

/** A photo to paint, in the words and with the defaults of the command. */
final class PhotoOrder implements Order {
  private static final String NAME = "the photo";

  private final ServiceLimits limits;
  private final Recipe recipe;
  private final UploadedImage photo;
  private final String format;
  private final Cost cost;

  /**
   * Checks what a client asks for.
   *
   * @throws ServiceException if it cannot be painted
   */
  PhotoOrder(Form form, ServiceLimits limits, StyleShelf shelf) {
    this.limits = limits;
    OrderFields fields = new OrderFields(form, limits);
    if (form.files().containsKey(Form.FILM)) {
      throw new ServiceException(400, "a film takes long: send it to /v1/jobs");
    }
    byte[] file = form.files().get(Form.PHOTO);
    if (file == null || file.length == 0) {
      throw new ServiceException(400, "there is no photo: send one as the field photo");
    }
    fields.requireNone(FilmOrder.FIELDS, "is for films");
    recipe = new Recipe(form, fields, shelf);
    format = fields.format(Picture.TYPES.keySet()).orElse("png");
    photo = UploadedImage.of(file, NAME, limits);
    cost = cost(photo.info());
  }

  /**
   * Strokes of half the size are painted at twice the size, which must be within the limit, too.
   */
  private Cost cost(ImageInfo info) {
    PaintSettings settings = recipe.settings();
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
    return Cost.of(
        recipe.passes() * info.width() * scale * info.height() * scale, settings.quality());
  }

  @Override
  public Cost cost() {
    return cost;
  }

  @Override
  public String kind() {
    return recipe.settings().quality().name().toLowerCase(Locale.ROOT);
  }

  @Override
  public Picture paint(ProgressListener progress) throws IOException {
    return recipe.paint(
        limits.side(),
        progress,
        stylizer -> new Picture(stylizer.apply(photo.bytes(), NAME, format), format));
  }
}
