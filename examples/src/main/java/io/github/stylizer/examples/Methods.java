package io.github.stylizer.examples;

import io.github.stylizer.StyleMethod;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The methods on the class path. */
final class Methods {

  /** The name of the method that needs a network of the user's. */
  static final String METANET = "metanet";

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
                    "there is no method '%s'; there is %s, and with --metanet %s"
                        .formatted(name, names(), METANET)));
  }

  /** The method that paints when none is asked for. */
  static StyleMethod preferred() {
    return all().stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no method is on the class path"));
  }

  /** The names of the styles that come with a method. */
  static SortedSet<String> styleNames() {
    SortedSet<String> names = new TreeSet<>();
    all().forEach(method -> names.addAll(method.styleNames()));
    return names;
  }

  /** The first method that brings a style of this name, one of {@link #styleNames}, along. */
  static StyleMethod withStyle(String name) {
    return all().stream().filter(method -> method.styleNames().contains(name)).findFirst().get();
  }

  static String names() {
    return all().stream().map(StyleMethod::name).collect(Collectors.joining(", "));
  }
}
