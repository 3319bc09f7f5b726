package io.github.stylizer;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The methods on the class path. */
final class StyleMethods {
  private StyleMethods() {}

  /** The preferred one first. */
  private static List<StyleMethod> all() {
    return ServiceLoader.load(StyleMethod.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparingInt(StyleMethod::preference).reversed())
        .toList();
  }

  static StyleMethod preferred() {
    return all().stream()
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no style method is on the class path; add for instance"
                        + " io.github.stylizer:stylizer-metanet"));
  }

  /** The styles of all methods in the order of their names, one of each name. */
  static List<NamedStyle> styles() {
    Map<String, NamedStyle> styles = new TreeMap<>();
    for (StyleMethod method : all()) {
      method.styles().forEach(style -> styles.putIfAbsent(style.name(), style));
    }
    return List.copyOf(styles.values());
  }

  /** The preferred method among those that have a style of that name. */
  static StyleMethod withStyle(String name) {
    return all().stream()
        .filter(method -> method.styles().stream().anyMatch(style -> style.name().equals(name)))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(noStyle(name)));
  }

  private static String noStyle(String name) {
    String names = styles().stream().map(NamedStyle::name).collect(Collectors.joining(", "));
    return "there is no style named '"
        + name
        + "'; "
        + (names.isEmpty()
            ? "no method on the class path brings styles along, give a picture instead"
            : "there are " + names);
  }
}
