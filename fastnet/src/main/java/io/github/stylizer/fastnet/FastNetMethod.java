package io.github.stylizer.fastnet;

import io.github.stylizer.NamedStyle;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.StyleModel;
import io.github.stylizer.WeightedStyle;
import java.io.IOException;
import java.util.List;

/**
 * Style transfer by networks that were trained for one style each. It cannot paint like a picture
 * that it is shown: {@link #named} opens the networks that come along with this library, and {@link
 * FastNet#load} any other.
 */
public final class FastNetMethod implements StyleMethod {
  private final EmbeddedNetworks networks;

  /** Makes the method, as {@link java.util.ServiceLoader} does. */
  public FastNetMethod() {
    this(new EmbeddedNetworks("styles"));
  }

  FastNetMethod(EmbeddedNetworks networks) {
    this.networks = networks;
  }

  @Override
  public String name() {
    return "fastnet";
  }

  /** Below every method that can paint like any picture. */
  @Override
  public int preference() {
    return -100;
  }

  /**
   * Refuses: a network has to be trained for a painting first.
   *
   * @param styles not used
   * @param listener not told of anything
   * @return never
   * @throws IllegalArgumentException always; the message says what to do
   */
  @Override
  public StyleModel prepare(List<WeightedStyle> styles, ProgressListener listener) {
    throw new IllegalArgumentException(
        "a fast network must be trained for a painting before it can paint like it: run 'stylize"
            + " train fastnet' and use the network that it makes, choose another method, or name one"
            + " of its own styles, which are "
            + names());
  }

  @Override
  public List<NamedStyle> styles() {
    return networks.styles();
  }

  private List<String> names() {
    return styles().stream().map(NamedStyle::name).toList();
  }

  @Override
  public StyleModel named(String styleName) throws IOException {
    List<String> names = names();
    if (!names.contains(styleName)) {
      throw new IllegalArgumentException(
          "fastnet has no style named '" + styleName + "'; it has " + names);
    }
    return networks.load(styleName);
  }
}
