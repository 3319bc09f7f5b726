package io.github.stylizer;

import java.util.regex.Pattern;

/**
 * A style bundled with a {@link StyleMethod}, and the painting that it comes from.
 *
 * @param name identifies the style: lower case letters, digits and hyphens
 * @param title of the painting
 * @param artist who painted it
 * @param date when, such as {@code 1889} or {@code c. 1831}
 */
public record NamedStyle(String name, String title, String artist, String date) {
  private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

  /**
   * Checks the name.
   *
   * @param name identifies the style
   * @param title of the painting
   * @param artist who painted it
   * @param date when
   * @throws IllegalArgumentException if the name has other characters
   */
  public NamedStyle {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "a style name must consist of lower case letters, digits and hyphens, but is '"
              + name
              + "'");
    }
  }
}
