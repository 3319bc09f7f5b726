package io.github.stylizer.examples;

import io.github.stylizer.StyleMethod;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.Collectors;

/** The methods on the class path. */
final class Methods {

  private Methods() {}

  /** All methods, the default one first. */
  static List<StyleMethod> all() {
    return ServiceLoader.load(StyleMethod.class).stream()
        .map(ServiceLoader.Provider::get)
        .sorted(Comparator.comparingInt(StyleMethod::preference).reversed())
        .toList();
  }

  /**
   * Finds a method.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  static StyleMethod named(String name) {
    return all().stream()
        .filter(method -> method.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "there is no method '" + name + "'; there is " + names()));
  }

  static String names() {
    return all().stream().map(StyleMethod::name).collect(Collectors.joining(", "));
  }
}
