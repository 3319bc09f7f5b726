package io.github.stylizer;

import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;

/** The methods on the class path. */
final class StyleMethods {
  private StyleMethods() {}

  private static List<StyleMethod> all() {
    return ServiceLoader.load(StyleMethod.class).stream().map(ServiceLoader.Provider::get).toList();
  }

  static StyleMethod preferred() {
    return all().stream()
        .max(Comparator.comparingInt(StyleMethod::preference))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no style method is on the class path; add for instance"
                        + " io.github.stylizer:stylizer-gatys"));
  }

  static StyleMethod withStyle(String name) {
    TreeSet<String> names = new TreeSet<>();
    for (StyleMethod method : all()) {
      if (method.styleNames().contains(name)) {
        return method;
      }
      names.addAll(method.styleNames());
    }
    throw new IllegalArgumentException(
        "there is no style named '"
            + name
            + "'; "
            + (names.isEmpty()
                ? "no method on the class path brings styles along, give a picture instead"
                : "there are " + String.join(", ", names)));
  }
}
