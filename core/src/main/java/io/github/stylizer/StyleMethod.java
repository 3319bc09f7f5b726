package io.github.stylizer;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A way to paint: turns styles into a {@link StyleModel}.
 *
 * <p>Methods on the class path or module path are found through {@link java.util.ServiceLoader}.
 * {@link Stylizer} uses the one with the highest {@link #preference()} that {@linkplain #accepts
 * accepts} the styles, unless told which to use. Implementations are safe for concurrent use.
 */
public interface StyleMethod {

  /**
   * Returns the name by which a user chooses the method, for instance {@code gatys}.
   *
   * @return lower case letters and digits
   */
  String name();

  /**
   * Returns the rank of this method: the faster it prepares a new style and paints a photo, the
   * higher. MetaNet has 100, gatys 0, and methods for a fixed set of styles are negative.
   *
   * @return the rank
   */
  int preference();

  /**
   * Returns the styles bundled with the method.
   *
   * @return styles with distinct names, possibly none; unmodifiable
   */
  default List<NamedStyle> styles() {
    return List.of();
  }

  /**
   * Returns a picture to stand for the painting of a bundled style, for what needs more of a style
   * than the numbers that are bundled: refinement, and methods that take paintings only.
   *
   * @param style the name of one of {@link #styles()}
   * @return a picture with the painting's colors and strokes; empty, as by default, if there is
   *     none
   * @throws IOException if the library is damaged
   */
  default Optional<BufferedImage> texture(String style) throws IOException {
    return Optional.empty();
  }

  /**
   * Returns whether {@link #prepare} takes these styles, by their kind and number. Reads no file.
   *
   * @param styles at least one, with weights above 0, no {@link Style.File}
   * @return by default whether all are paintings
   */
  default boolean accepts(List<Style> styles) {
    return styles.stream().allMatch(Style.Painting.class::isInstance);
  }

  /**
   * Prepares a style, or a blend of several.
   *
   * @param styles paintings, codes and names of bundled styles with their weights; images are not
   *     modified
   * @param listener receives the progress of long preparations, such as a download, on the calling
   *     thread
   * @return the model, which the caller closes
   * @throws IOException if weights that the method needs cannot be found or read
   * @throws IllegalArgumentException if there is no style, all weights are 0, or the method does
   *     not accept these styles; the message says why
   */
  StyleModel prepare(List<Style> styles, ProgressListener listener) throws IOException;

  /**
   * Returns whether models of this method can compute in a precision.
   *
   * @param precision any
   * @return by default whether it is {@link Precision#FLOAT32}
   */
  default boolean supports(Precision precision) {
    return precision == Precision.FLOAT32;
  }

  /**
   * Returns the options that {@link #with} takes, for instance for a command line.
   *
   * @return by default none; unmodifiable
   */
  default List<MethodOption> options() {
    return List.of();
  }

  /**
   * Configures the method from strings, such as those of a command line or a configuration file.
   *
   * @param values by the names of {@link #options()}
   * @return a method with these options; this one is unchanged
   * @throws IllegalArgumentException if a name is unknown or a value is wrong; the message names
   *     the option
   * @throws IOException if a file that an option names cannot be read
   */
  default StyleMethod with(Map<String, String> values) throws IOException {
    if (!values.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the method %s has no option %s",
              name(),
              values.keySet().iterator().next()));
    }
    return this;
  }
}
