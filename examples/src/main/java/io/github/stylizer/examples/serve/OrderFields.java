package io.github.stylizer.examples.serve;

import io.github.stylizer.ColorPreservation;
import io.github.stylizer.Quality;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.StyleMethods;
import io.github.stylizer.examples.painting.ColorSettings;
import io.github.stylizer.examples.painting.MaskSettings;
import io.github.stylizer.examples.painting.PaintSettings;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the fields of a form, in the words and with the ranges of the command. */
final class OrderFields {
  static final String STYLE = "style";

  /** Field of the method. */
  static final String METHOD = "method";

  /** Begins the names of masks, each of which ends with the name of a style. */
  static final String REGION = "region-";

  private static final String COLORS = "preserve-colors";
  private static final String MATCHED = "match-colors";
  private static final String PALETTE = "palette";
  private static final String PALETTE_AMOUNT = "palette-amount";
  private static final String MASK = "mask";
  private static final String INVERTED = "invert-mask";
  private static final String FEATHER = "feather";
  private static final Set<String> TEXTS =
      Set.of(
          STYLE,
          METHOD,
          "strength",
          "style-strength",
          COLORS,
          MATCHED,
          PALETTE_AMOUNT,
          "strokes",
          "quality",
          "size",
          "format",
          INVERTED,
          FEATHER,
          FilmOrder.FROM,
          FilmOrder.TO,
          FilmOrder.RATE);
  private static final Set<String> FILES = Set.of(Form.PHOTO, Form.FILM, STYLE, PALETTE, MASK);

  private final Form form;
  private final ServiceLimits limits;

  /**
   * Checks the names of all fields.
   *
   * @throws ServiceException if there is no such field
   */
  OrderFields(Form form, ServiceLimits limits) {
    this.form = form;
    this.limits = limits;
    for (String name : form.texts().keySet()) {
      if (!TEXTS.contains(name)) {
        boolean isFile = FILES.contains(name) || name.startsWith(REGION);
        throw isFile
            ? new ServiceException(400, name + " must be a file of a form")
            : unknown(name);
      }
    }
    for (String name : form.files().keySet()) {
      if (!FILES.contains(name) && !name.startsWith(REGION)) {
        throw TEXTS.contains(name)
            ? new ServiceException(400, name + " is a file, expected a text")
            : unknown(name);
      }
    }
  }

  private static ServiceException unknown(String name) {
    Set<String> fields = new TreeSet<>(TEXTS);
    fields.addAll(FILES);
    fields.add(REGION + "STYLE");
    return new ServiceException(
        400, "there is no field '" + name + "'; fields are " + String.join(", ", fields));
  }

  PaintSettings settings() {
    PaintSettings usual = PaintSettings.DEFAULT;
    return new PaintSettings(
        form.text("quality").map(OrderFields::quality).orElse(usual.quality()),
        number("strength", 0, 1).orElse(usual.strength()),
        number("style-strength", 0, 1).orElse(usual.styleStrength()),
        number("strokes", PaintSettings.LEAST_STROKES, PaintSettings.MOST_STROKES)
            .orElse(usual.strokes()),
        colors(),
        mask(),
        number("size", ServiceLimits.SMALLEST_SIDE, side()).map(OrderFields::whole).orElse(null));
  }

  /** Pixels on the longer side of the result at most. */
  int side() {
    return form.film() == null ? limits.side() : limits.films().side();
  }

  /** Refuses fields that are for something else. */
  void requireNone(Set<String> names, String reason) {
    for (String name : names) {
      if (form.texts().containsKey(name)) {
        throw new ServiceException(400, name + " " + reason);
      }
    }
  }

  /** The method, if one is asked for. */
  Optional<StyleMethod> method() {
    Optional<String> name = form.text(METHOD);
    if (name.isPresent() && form.text("quality").filter("best"::equals).isPresent()) {
      throw new ServiceException(
          400, "quality best chooses the method nnst: do not combine it with " + METHOD);
    }
    return name.map(OrderFields::method);
  }

  private static StyleMethod method(String name) {
    return StyleMethods.all().stream()
        .filter(method -> method.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                notOneOf(
                    METHOD,
                    StyleMethods.all().stream()
                        .map(StyleMethod::name)
                        .collect(Collectors.joining(", ")),
                    name));
  }

  private ColorSettings colors() {
    Optional<String> preserved = form.text(COLORS);
    require(PALETTE_AMOUNT, form.files().containsKey(PALETTE), PALETTE);
    return new ColorSettings(
        preserved.map(OrderFields::preservation).orElse(null),
        preserved.map(OrderFields::amount).orElse(ColorSettings.STYLE.preservedAmount()),
        number(MATCHED, 0, 1).orElse(null),
        image(PALETTE, "the palette"),
        number(PALETTE_AMOUNT, 0, 1).orElse(ColorSettings.STYLE.paletteAmount()));
  }

  private MaskSettings mask() {
    boolean hasMask = form.files().containsKey(MASK);
    require(INVERTED, hasMask, MASK);
    require(FEATHER, hasMask || !regions().isEmpty(), "mask or region-STYLE");
    return new MaskSettings(
        image(MASK, "the mask"),
        form.text(INVERTED).map(OrderFields::isTrue).orElse(MaskSettings.NONE.inverted()),
        number(FEATHER, 0, MaskSettings.MOST_FEATHER).orElse(MaskSettings.NONE.feather()));
  }

  private void require(String name, boolean has, String needed) {
    if (form.texts().containsKey(name) && !has) {
      throw new ServiceException(400, name + " needs " + needed + ", which is a file");
    }
  }

  /** The names of the files that are masks of regions. */
  List<String> regions() {
    List<String> names =
        form.files().keySet().stream().filter(name -> name.startsWith(REGION)).toList();
    if (names.size() > ServiceLimits.MOST_REGIONS) {
      throw new ServiceException(
          422, "there are " + names.size() + " regions, more than " + ServiceLimits.MOST_REGIONS);
    }
    return names;
  }

  /** A file that must be an image, if it is given. */
  @Nullable UploadedImage image(String field, String name) {
    byte[] file = form.files().get(field);
    return file == null ? null : UploadedImage.of(file, name, limits);
  }

  /** One of the known formats, if it is given. */
  Optional<String> format(Set<String> known) {
    Optional<String> given = form.text("format");
    given.ifPresent(
        text -> {
          if (!known.contains(text)) {
            throw notOneOf("format", String.join(", ", new TreeSet<>(known)), text);
          }
        });
    return given;
  }

  Optional<Double> number(String name, double least, double most) {
    return form.text(name).map(text -> parsed(name, text, least, most));
  }

  static double parsed(String name, String text, double least, double most) {
    double number;
    try {
      number = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      number = Double.NaN;
    }
    if (!(number >= least && number <= most)) {
      throw new ServiceException(
          422,
          name
              + " must be from "
              + plain(least)
              + " to "
              + plain(most)
              + ", but is '"
              + text
              + "'");
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

  private static boolean isTrue(String text) {
    if (!text.equals("true") && !text.equals("false")) {
      throw notOneOf(INVERTED, "true, false", text);
    }
    return text.equals("true");
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
        ? ColorSettings.STYLE.preservedAmount()
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

  private static ServiceException notOneOf(String field, String values, String text) {
    return new ServiceException(
        422, field + " must be one of " + values + ", but is '" + text + "'");
  }
}
