package io.github.stylizer;

import io.github.stylizer.internal.io.Services;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The style methods on the class path or module path. */
public final class StyleMethods {
  private static final String DEFAULT = "io.github.stylizer.metanet.MetaNetMethod";
  private static final String DEFAULT_FILE = "/" + DEFAULT.replace('.', '/') + ".class";

  private StyleMethods() {}

  /**
   * Finds all methods, with the thread's context class loader and the library's own.
   *
   * @return those with the highest {@link StyleMethod#preference()} first; possibly none
   */
  public static List<StyleMethod> all() {
    return Services.all(StyleMethod.class).stream()
        .sorted(Comparator.comparingInt(StyleMethod::preference).reversed())
        .toList();
  }

  /**
   * Finds a method by its name.
   *
   * @param name for instance {@code gatys}
   * @return the method with its defaults
   * @throws IllegalArgumentException if there is no such method; the message lists those found
   */
  public static StyleMethod named(String name) {
    List<StyleMethod> methods = all();
    return methods.stream()
        .filter(method -> method.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    methods.isEmpty()
                        ? noMethod()
                        : String.format(
                            Locale.ROOT, "unknown method '%s'; found %s", name, names(methods))));
  }

  /** The styles of all methods, sorted by name, without duplicates. */
  static List<NamedStyle> styles() {
    Map<String, NamedStyle> styles = new TreeMap<>();
    for (StyleMethod method : all()) {
      method.styles().forEach(style -> styles.putIfAbsent(style.name(), style));
    }
    return List.copyOf(styles.values());
  }

  /**
   * Returns a picture to stand for the painting of a bundled style.
   *
   * @return empty if no method has one
   * @throws IOException if a library is damaged
   */
  static Optional<BufferedImage> texture(String style) throws IOException {
    for (StyleMethod method : all()) {
      if (method.styles().stream().anyMatch(bundled -> bundled.name().equals(style))) {
        Optional<BufferedImage> texture = method.texture(style);
        if (texture.isPresent()) {
          return texture;
        }
      }
    }
    return Optional.empty();
  }

  /**
   * Checks that there is a bundled style of that name.
   *
   * @throws IllegalArgumentException if there is none
   */
  static void requireStyle(String name) {
    List<String> names = styles().stream().map(NamedStyle::name).toList();
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "there is no style named '%s': no method on the class path has bundled styles, use an image",
              name));
    }
    if (!names.contains(name)) {
      String similar =
          SimilarNames.of(name, names).map(close -> "did you mean " + close + "? ").orElse("");
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "there is no style named '%s'; %sknown styles: %s",
              name,
              similar,
              String.join(", ", names) + lost(all())));
    }
  }

  /**
   * The preferred method among those that accept the styles.
   *
   * @throws IllegalStateException if no method is found
   * @throws IllegalArgumentException if no method accepts them
   */
  static StyleMethod accepting(List<Style> styles) {
    List<StyleMethod> methods = all();
    if (methods.isEmpty()) {
      throw new IllegalStateException(noMethod());
    }
    return methods.stream()
        .filter(method -> method.accepts(styles))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT,
                        "no method on the class path paints %s; found %s",
                        described(styles),
                        names(methods))));
  }

  private static String described(List<Style> styles) {
    return styles.stream().map(Style::toString).collect(Collectors.joining(" with "));
  }

  private static String names(List<StyleMethod> methods) {
    return methods.stream().map(StyleMethod::name).collect(Collectors.joining(", "))
        + lost(methods);
  }

  // In a jar of many, one library's list of methods may have replaced the others'.
  private static String lost(List<StyleMethod> found) {
    boolean isFound =
        found.stream().anyMatch(method -> method.getClass().getName().equals(DEFAULT));
    return isFound || StyleMethods.class.getResource(DEFAULT_FILE) == null
        ? ""
        : "; "
            + DEFAULT
            + " is there, but no META-INF/services/"
            + StyleMethod.class.getName()
            + " lists it: merge the service files of all jars when shading, for example with the"
            + " Maven Shade Plugin's ServicesResourceTransformer";
  }

  private static String noMethod() {
    return "no style method is on the class path; add a dependency, for instance"
        + " io.github.stylizer:stylizer-metanet"
        + lost(List.of());
  }
}
