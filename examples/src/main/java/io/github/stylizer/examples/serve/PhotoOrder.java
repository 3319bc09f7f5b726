package io.github.stylizer.examples.serve;

import io.github.stylizer.ProgressListener;
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

  private Cost cost(ImageInfo info) {
    int longer = Math.max(info.width(), info.height());
    Integer size = recipe.settings().size();
    double side = size == null ? Math.min(longer, limits.side()) : size;
    recipe.requireSide(side, limits.side());
    double scale = side / recipe.settings().strokes() / longer;
    return recipe.cost(info.width() * scale * info.height() * scale);
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
