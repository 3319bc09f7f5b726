package io.github.stylizer;

import java.io.IOException;
import java.util.List;

/**
 * A way to paint in the style of a picture: it turns style pictures into a {@link StyleModel}.
 *
 * <p>Methods on the class path are found through {@link java.util.ServiceLoader}; {@link Stylizer}
 * takes the one with the highest {@link #preference()} unless it is given one.
 */
public interface StyleMethod {

  /**
   * Returns the name by which a user chooses the method, for instance {@code gatys}.
   *
   * @return lower case letters and digits
   */
  String name();

  /**
   * Returns the rank among the methods on the class path: the faster a new style is ready and
   * painted, the higher.
   *
   * @return the rank; the highest is the default
   */
  int preference();

  /**
   * Makes a style ready.
   *
   * @param styles the style pictures with their weights, at least one above 0, and those of 0 are
   *     {@linkplain WeightedStyle#counted left out}; not modified
   * @param listener told of long preparations, such as a download
   * @return the model, which the caller closes
   * @throws IOException if weights that the method needs cannot be found or read
   * @throws IllegalArgumentException if there is no style, all weights are 0, or the method cannot
   *     blend that many
   */
  StyleModel prepare(List<WeightedStyle> styles, ProgressListener listener) throws IOException;

  /**
   * Returns the styles that the method brings along.
   *
   * @return the styles, no two of one name, possibly none; cannot be changed
   */
  default List<NamedStyle> styles() {
    return List.of();
  }

  /**
   * Makes one of the styles that the method brings along ready.
   *
   * @param styleName the name of one of {@link #styles()}
   * @return the model, which the caller closes
   * @throws IOException if its weights cannot be read
   * @throws IllegalArgumentException if there is no such style
   */
  default StyleModel named(String styleName) throws IOException {
    throw new IllegalArgumentException(
        "the method " + name() + " has no style named '" + styleName + "'");
  }
}
