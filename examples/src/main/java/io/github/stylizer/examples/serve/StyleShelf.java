package io.github.stylizer.examples.serve;

import io.github.stylizer.NamedStyle;
import io.github.stylizer.Style;
import io.github.stylizer.Stylizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The bundled styles, prepared once, and a sample photo painted in each of them. */
final class StyleShelf {
  static final int PREVIEW_SIDE = 240;

  private final Map<String, NamedStyle> styles = new LinkedHashMap<>();
  private final Map<String, Stylizer> prepared = new ConcurrentHashMap<>();
  private final Map<String, Picture> previews = new ConcurrentHashMap<>();
  private final byte[] sample;

  StyleShelf(byte[] sample) {
    this.sample = sample;
    for (NamedStyle style : Stylizer.styles()) {
      styles.put(style.name(), style);
    }
  }

  /** Loads the engine and a first style, so that nobody waits for that. */
  void warmUp() {
    try (Stylizer first = open(styles.keySet().iterator().next())) {
      first.prepare();
    }
  }

  boolean has(String name) {
    return styles.containsKey(name);
  }

  /**
   * Checks that there is such a style.
   *
   * @throws ServiceException if not
   */
  void require(String name) {
    if (!has(name)) {
      throw new ServiceException(
          400,
          "there is no style '"
              + name
              + "': GET /v1/styles lists them, or upload a painting as style");
    }
  }

  /**
   * Opens a bundled style.
   *
   * @return a stylizer that the caller closes; the style stays prepared
   */
  Stylizer open(String name) {
    require(name);
    return prepared.computeIfAbsent(name, key -> Stylizer.style(Style.of(key))).completeOnly();
  }

  boolean hasPreview(String name) {
    return previews.containsKey(name);
  }

  Picture preview(String name) {
    Picture known = previews.get(name);
    if (known != null) {
      return known;
    }
    try (Stylizer opened = open(name);
        Stylizer small = opened.maxSize(PREVIEW_SIDE)) {
      Picture painted = new Picture(small.apply(sample, "the sample", "jpg"), "jpg");
      previews.put(name, painted);
      return painted;
    }
  }

  List<Map<String, String>> list() {
    return styles.values().stream().map(StyleShelf::entry).toList();
  }

  private static Map<String, String> entry(NamedStyle style) {
    Map<String, String> entry = new LinkedHashMap<>();
    entry.put("name", style.name());
    entry.put("title", style.title());
    entry.put("artist", style.artist());
    entry.put("date", style.date());
    entry.put("preview", "/v1/styles/" + style.name() + "/preview");
    return entry;
  }
}
