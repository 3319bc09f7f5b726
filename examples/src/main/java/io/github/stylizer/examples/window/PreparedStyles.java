package io.github.stylizer.examples.window;

import io.github.stylizer.Style;
import io.github.stylizer.Stylizer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The styles that were used, each prepared once. Safe for concurrent use. */
final class PreparedStyles implements AutoCloseable {
  private final Map<Style, Stylizer> opened = new HashMap<>();
  private final Function<Style, Stylizer> opener;

  PreparedStyles() {
    this(Stylizer::style);
  }

  /**
   * Opens styles in another way.
   *
   * @param opener gives stylizers that are closed with this object
   */
  PreparedStyles(Function<Style, Stylizer> opener) {
    this.opener = opener;
  }

  /**
   * Opens a style.
   *
   * @return a stylizer that the caller closes; the style stays prepared
   */
  synchronized Stylizer open(Style style) {
    return opened.computeIfAbsent(style, opener).completeOnly();
  }

  /** Reads a file anew when it is opened next: it may have changed. */
  void forget(Style style) {
    Stylizer old;
    synchronized (this) {
      old = opened.remove(style);
    }
    if (old != null) {
      old.close();
    }
  }

  /** Frees all styles. What is being painted ends first. */
  @Override
  public synchronized void close() {
    opened.values().forEach(Stylizer::close);
    opened.clear();
  }
}
