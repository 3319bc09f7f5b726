package io.github.stylizer.examples.serve;

import io.github.stylizer.Mask;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.Stylizer;
import io.github.stylizer.examples.painting.PaintSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** How a client wants to have something painted: style, settings, and other styles in regions. */
final class Recipe {
  private final StyleShelf shelf;
  private final OrderStyle style;
  private final Optional<StyleMethod> method;
  private final PaintSettings settings;
  private final Map<String, UploadedImage> regions = new LinkedHashMap<>();

  /** Paints with a stylizer. */
  @FunctionalInterface
  interface Brush<R> {
    R paint(Stylizer stylizer) throws IOException;
  }

  /**
   * Checks what a client asks for, and reads the heads of its images.
   *
   * @throws ServiceException if it cannot be painted so
   */
  Recipe(Form form, OrderFields fields, StyleShelf shelf) {
    this.shelf = shelf;
    style = new OrderStyle(form, fields, shelf);
    method = fields.method();
    settings = fields.settings();
    for (String field : fields.regions()) {
      String name = field.substring(OrderFields.REGION.length());
      shelf.require(name);
      regions.put(name, fields.image(field, "the mask " + field));
    }
  }

  PaintSettings settings() {
    return settings;
  }

  /**
   * Checks the pixels that are painted: for strokes of half the size, twice as many along a side.
   *
   * @param side pixels on the longer side of the result
   * @param most of what is painted
   * @throws ServiceException if there are more
   */
  void requireSide(double side, int most) {
    double painted = side / settings.strokes();
    if (painted > most) {
      throw new ServiceException(
          422,
          String.format(
              Locale.ROOT,
              "strokes of %s are painted at %.0f pixels, more than %d: use a smaller size",
              settings.strokes(),
              painted,
              most));
    }
  }

  /**
   * What a picture takes.
   *
   * @param pixels that are painted
   */
  Cost cost(double pixels) {
    int passes = (settings.styleStrength() < 1 ? 2 : 1) + regions.size();
    return Cost.of(pixels * passes, method.map(StyleMethod::name).orElse(""), settings.quality());
  }

  /**
   * Opens all styles, paints, and closes them.
   *
   * @param side pixels on the longer side at most
   */
  <R> R paint(int side, ProgressListener progress, Brush<R> brush) throws IOException {
    List<Stylizer> painters = new ArrayList<>();
    try (Stylizer stylizer = stylizer(side, progress, painters)) {
      return brush.paint(stylizer);
    } finally {
      painters.forEach(Stylizer::close);
    }
  }

  private Stylizer stylizer(int side, ProgressListener progress, List<Stylizer> painters)
      throws IOException {
    Map<Mask, Stylizer> parts = new HashMap<>();
    for (Map.Entry<String, UploadedImage> region : regions.entrySet()) {
      Mask mask = settings.mask().soft(region.getValue().mask());
      Stylizer painter = shelf.open(region.getKey());
      painters.add(painter);
      parts.put(mask, painter);
    }
    List<UnaryOperator<Stylizer>> changes = new ArrayList<>();
    method.ifPresent(chosen -> changes.add(stylizer -> stylizer.with(chosen)));
    changes.add(Stylizer::completeOnly);
    changes.add(stylizer -> stylizer.onProgress(progress));
    changes.add(stylizer -> stylizer.maxSize(side));
    if (!parts.isEmpty()) {
      changes.add(stylizer -> stylizer.regions(parts));
    }
    return settings.applyTo(PaintSettings.changed(style.open(), changes));
  }
}
