package io.github.stylizer.examples.window;

import io.github.stylizer.Style;
import io.github.stylizer.Stylizer;
import java.io.File;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** The styles that were used, each prepared once. Safe for concurrent use. */
final class PreparedStyles implements AutoCloseable {
  private final Map<Version, Stylizer> opened = new HashMap<>();
  private final Function<Style, Stylizer> opener;

  /** A painting that has been changed since is another style. */
  private record Version(Style style, long modified) {

    static Version of(Style style) {
      if (!(style instanceof Style.File painting)) {
        return new Version(style, 0);
      }
      // 0 if it is missing, which is reported when it is read.
      File file = painting.path().toFile();
      return new Version(style, file.lastModified());
    }
  }

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
    return opened
        .computeIfAbsent(Version.of(style), version -> opener.apply(version.style()))
        .completeOnly();
  }

  /** Frees all styles. What is being painted ends first. */
  @Override
  public synchronized void close() {
    opened.values().forEach(Stylizer::close);
    opened.clear();
  }
}
