package io.github.stylizer.examples;

import io.github.stylizer.Stylizer;
import io.github.stylizer.image.ImageDecoder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the {@code --style} options of one call mean together. */
final class StyleOptions {

  private StyleOptions() {}

  static List<Path> files(List<StyleOption> styles) {
    return styles.stream().filter(StyleOption::isFile).map(StyleOption::file).toList();
  }

  /**
   * Finds out before the long work whether the paintings can be used.
   *
   * @throws IOException if one is neither a picture nor the name of a style
   */
  static Stylizer open(List<StyleOption> styles) throws IOException {
    for (StyleOption style : styles) {
      check(style, styles.size() == 1);
    }
    StyleOption first = styles.get(0);
    if (styles.size() > 1) {
      return Stylizer.blend(shares(styles));
    }
    return first.isFile() ? Stylizer.style(first.file()) : Stylizer.style(first.name());
  }

  private static void check(StyleOption style, boolean alone) throws IOException {
    if (style.isFile()) {
      // Read and dropped: only that shows that the whole file is sound.
      ImageDecoder.standard().read(style.file());
      return;
    }
    Set<String> names = new TreeSet<>();
    Methods.all().forEach(method -> names.addAll(method.styleNames()));
    if (alone && names.contains(style.name())) {
      return;
    }
    throw new IOException(
        "there is no style '"
            + style.name()
            + "': neither a file "
            + style.file().toAbsolutePath()
            + " nor a style that comes with a method ("
            + (names.isEmpty() ? "there are none" : String.join(", ", names))
            + (alone ? ")" : "; only files can be blended)"));
  }

  /** A painting that is given twice counts for both. */
  private static Map<Path, Double> shares(List<StyleOption> styles) {
    Map<Path, Double> shares = new LinkedHashMap<>();
    for (StyleOption style : styles) {
      shares.merge(style.file(), style.weight(), Double::sum);
    }
    return shares;
  }
}
