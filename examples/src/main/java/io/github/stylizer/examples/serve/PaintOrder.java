package io.github.stylizer.examples.serve;

import io.github.stylizer.ColorPreservation;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Quality;
import io.github.stylizer.Style;
import io.github.stylizer.StyleCode;
import io.github.stylizer.Stylizer;
import io.github.stylizer.examples.painting.PaintSettings;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageInfo;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What to paint and how, in the words and with the defaults of the command. */
final class PaintOrder {
  private static final String STYLE = "style";
  private static final String COLORS = "preserve-colors";
  private static final Set<String> FIELDS =
      Set.of(STYLE, "strength", COLORS, "strokes", "quality", "size", "format");
  private static final String PHOTO_NAME = "the photo";
  private static final Duration HEADER_TIME = Duration.ofSeconds(5);
  private static final int SAFETENSORS_BRACE = 8;

  private final ServiceLimits limits;
  private final StyleShelf shelf;
  private final byte[] photo;
  private final byte @Nullable [] styleFile;
  private final List<Style> styles;
  private final PaintSettings settings;
  private final String format;
  private final Cost cost;

  private PaintOrder(Form form, ServiceLimits limits, StyleShelf shelf) {
    this.limits = limits;
    this.shelf = shelf;
    byte[] file = form.files().get(Form.PHOTO);
    if (file == null || file.length == 0) {
      throw new ServiceException(400, "there is no photo: send one as the field photo");
    }
    photo = file;
    styleFile = form.files().get(STYLE);
    styles =
        form.texts().getOrDefault(STYLE, List.of()).stream()
            .map(text -> style(text, shelf))
            .toList();
    settings = settings(form, limits);
    format = form.text("format").map(PaintOrder::format).orElse("png");
    requireOneStyle(styles, styleFile != null);
    ImageInfo info = requirePixels(photo, PHOTO_NAME, limits);
    cost = costOf(info.width(), info.height(), settings, limits);
    if (styleFile != null && !isCode(styleFile)) {
      requirePixels(styleFile, "the painting", limits);
    }
  }

  /**
   * Checks what a client asks for, and reads the head of the photo.
   *
   * @throws ServiceException if it cannot be painted
   */
  static PaintOrder of(Form form, ServiceLimits limits, StyleShelf shelf) {
    requireKnown(form.texts().keySet(), FIELDS);
    requireKnown(form.files().keySet(), Set.of(Form.PHOTO, STYLE));
    return new PaintOrder(form, limits, shelf);
  }

  private static PaintSettings settings(Form form, ServiceLimits limits) {
    double strength = number(form, "strength", 0, 1).orElse(PaintSettings.DEFAULT.strength());
    double strokes =
        number(form, "strokes", PaintSettings.LEAST_STROKES, PaintSettings.MOST_STROKES)
            .orElse(PaintSettings.DEFAULT.strokes());
    Optional<String> preserved = form.text(COLORS);
    ColorPreservation colors = preserved.map(PaintOrder::preservation).orElse(null);
    double colorAmount =
        preserved.map(PaintOrder::amount).orElse(PaintSettings.DEFAULT.colorAmount());
    Quality quality =
        form.text("quality").map(PaintOrder::quality).orElse(PaintSettings.DEFAULT.quality());
    Integer size =
        number(form, "size", ServiceLimits.SMALLEST_SIDE, limits.side())
            .map(PaintOrder::whole)
            .orElse(null);
    return new PaintSettings(quality, strength, strokes, colors, colorAmount, size);
  }

  private static void requireKnown(Set<String> given, Set<String> known) {
    for (String name : given) {
      if (!known.contains(name)) {
        throw new ServiceException(
            400,
            String.format(
                Locale.ROOT,
                "there is no field '%s'; fields are photo, %s",
                name,
                FIELDS.stream().sorted().collect(Collectors.joining(", "))));
      }
    }
  }

  private static void requireOneStyle(List<Style> styles, boolean hasFile) {
    if (hasFile == !styles.isEmpty()) {
      throw new ServiceException(
          400,
          !hasFile
              ? "there is no style: send the name of one, a style code or a painting"
              : "style is given as a name and as a file, expected one of them");
    }
  }

  /** Before anything is decoded: a file of some kilobytes may hold an image of gigabytes. */
  private static ImageInfo requirePixels(byte[] file, String name, ServiceLimits limits) {
    ImageInfo info;
    try {
      info = ImageDecoder.standard().timeLimit(HEADER_TIME).info(file, name);
    } catch (IOException e) {
      throw Failures.of(e);
    }
    if ((long) info.width() * info.height() > limits.pixels()) {
      throw new ServiceException(
          422,
          String.format(
              Locale.ROOT,
              "%s has %dx%d pixels, more than the %d million that this service takes: make it smaller",
              name,
              info.width(),
              info.height(),
              limits.pixels() / 1_000_000));
    }
    return info;
  }

  /**
   * Strokes of half the size are painted at twice the size, which must be within the limit, too.
   */
  private static Cost costOf(int width, int height, PaintSettings settings, ServiceLimits limits) {
    int longer = Math.max(width, height);
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
    return Cost.of(width * scale * height * scale, settings.quality());
  }

  private static boolean isCode(byte[] file) {
    return file.length > SAFETENSORS_BRACE && file[SAFETENSORS_BRACE] == '{';
  }

  private static Style style(String text, StyleShelf shelf) {
    int equals = text.lastIndexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    if (!shelf.has(name)) {
      throw shelf.unknown(name);
    }
    return equals < 0
        ? Style.of(name)
        : Style.of(name).weight(parsed(STYLE, text.substring(equals + 1), 1e-6, 1e6));
  }

  private static Optional<Double> number(Form form, String name, double least, double most) {
    return form.text(name).map(text -> parsed(name, text, least, most));
  }

  private static double parsed(String name, String text, double least, double most) {
    double number;
    try {
      number = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      number = Double.NaN;
    }
    if (!(number >= least && number <= most)) {
      throw new ServiceException(
          422,
          String.format(
              Locale.ROOT,
              "%s must be from %s to %s, but is '%s'",
              name,
              plain(least),
              plain(most),
              text));
    }
    return number;
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  private static int whole(double number) {
    if (number != Math.rint(number)) {
      throw new ServiceException(422, "size must be a whole number, but is " + number);
    }
    return (int) number;
  }

  private static ColorPreservation preservation(String text) {
    return switch (text.replaceFirst("=.*", "")) {
      case "luminance" -> ColorPreservation.LUMINANCE;
      case "matched" -> ColorPreservation.MATCHED_STYLE;
      default -> throw notOneOf(COLORS, "luminance, matched, each with or without =AMOUNT", text);
    };
  }

  /** The part of the photo's colors that is kept, after an equals sign. */
  private static double amount(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? PaintSettings.DEFAULT.colorAmount()
        : parsed("the amount of " + COLORS, text.substring(equals + 1), 0, 1);
  }

  private static Quality quality(String text) {
    return switch (text) {
      case "fast" -> Quality.FAST;
      case "fine" -> Quality.FINE;
      case "best" -> Quality.BEST;
      default -> throw notOneOf("quality", "fast, fine, best", text);
    };
  }

  private static String format(String text) {
    if (!Picture.TYPES.containsKey(text)) {
      throw notOneOf("format", "png, jpg, tif", text);
    }
    return text;
  }

  private static ServiceException notOneOf(String field, String values, String text) {
    return new ServiceException(
        422, field + " must be one of " + values + ", but is '" + text + "'");
  }

  Cost cost() {
    return cost;
  }

  String quality() {
    return settings.quality().name().toLowerCase(Locale.ROOT);
  }

  /** Paints. An interrupt ends it with an exception. */
  Picture paint(ProgressListener progress) throws IOException {
    try (Stylizer stylizer = stylizer(progress)) {
      return new Picture(stylizer.apply(photo, PHOTO_NAME, format), format);
    }
  }

  private Stylizer stylizer(ProgressListener progress) throws IOException {
    List<UnaryOperator<Stylizer>> changes =
        List.of(
            Stylizer::completeOnly,
            stylizer -> stylizer.onProgress(progress),
            stylizer -> stylizer.maxSize(limits.side()));
    return settings.applyTo(PaintSettings.changed(opened(), changes));
  }

  private Stylizer opened() throws IOException {
    if (styleFile != null) {
      return isCode(styleFile)
          ? Stylizer.style(Style.of(StyleCode.load(styleFile, "the style code")))
          : Stylizer.style(painting(styleFile));
    }
    return styles.size() == 1
        ? shelf.open(styles.get(0).toString().split("=", 2)[0])
        : Stylizer.blend(styles);
  }

  private BufferedImage painting(byte[] file) throws IOException {
    return ImageDecoder.standard()
        .maxPixels(limits.pixels())
        .timeLimit(limits.painting())
        .read(file, "the painting");
  }
}
