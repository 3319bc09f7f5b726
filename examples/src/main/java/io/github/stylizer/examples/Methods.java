package io.github.stylizer.examples;

import io.github.stylizer.NamedStyle;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.Stylizer;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The methods on the class path. */
final class Methods {

  /** The method that paints like any painting at once. */
  static final String METANET = "metanet";

  /** The method that optimizes the picture itself. */
  static final String GATYS = "gatys";

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
                    "there is no method '%s'; there are %s".formatted(name, names())));
  }

  /** The method that paints when none is asked for. */
  static StyleMethod preferred() {
    return all().stream()
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no method is on the class path"));
  }

  /** The names of the styles that come with a method. */
  static SortedSet<String> styleNames() {
    return Stylizer.styles().stream()
        .map(NamedStyle::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The first method that brings a style of this name, one of {@link #styleNames}, along. */
  static StyleMethod withStyle(String name) {
    return all().stream()
        .filter(method -> method.styles().stream().anyMatch(style -> style.name().equals(name)))
        .findFirst()
        .get();
  }

  /** The style that comes along and whose name is most like this one, if any is. */
  static Optional<String> styleLike(String name) {
    String written = name.toLowerCase(Locale.ROOT).replaceAll("[ _]+", "-");
    return styleNames().stream()
        .filter(style -> edits(written, style) <= Math.max(1, style.length() / 3))
        .min(Comparator.comparingInt(style -> edits(written, style)));
  }

  /** How many letters have to be added, left out or changed (Levenshtein's distance). */
  private static int edits(String from, String to) {
    int[] row = IntStream.rangeClosed(0, to.length()).toArray();
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j - 1], row[j]) + 1);
      }
    }
    return row[to.length()];
  }

  static String names() {
    return all().stream().map(StyleMethod::name).collect(Collectors.joining(", "));
  }
}
