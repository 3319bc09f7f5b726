package io.github.stylizer.examples.window;

import io.github.stylizer.ColorPreservation;
import io.github.stylizer.Quality;
import io.github.stylizer.Style;
import io.github.stylizer.examples.painting.PaintSettings;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the last start.
 *
 * @param photo the photo that was shown
 * @param style the name of a bundled style
 * @param painting the file of another style
 * @param settings how it was painted
 * @param format extension of the files that were saved
 * @param painted whether the picture that is kept is painted so
 * @param dark whether the window was dark
 * @param guided whether somebody has already saved a picture, and needs no guide
 */
record SavedWork(
    @Nullable Path photo,
    @Nullable String style,
    @Nullable Path painting,
    PaintSettings settings,
    String format,
    boolean painted,
    boolean dark,
    boolean guided) {

  static final SavedWork NONE =
      new SavedWork(null, null, null, PaintSettings.DEFAULT, "png", false, false, false);

  SavedWork with(Work work) {
    OpenPhoto open = work.photo();
    Style chosen = work.style() == null ? null : work.style().style();
    return new SavedWork(
        open == null ? null : open.file().toAbsolutePath(),
        chosen instanceof Style.Bundled bundled ? bundled.name() : null,
        chosen instanceof Style.File file ? file.path().toAbsolutePath() : null,
        work.settings(),
        work.format(),
        work.painted() != null,
        dark,
        guided);
  }

  SavedWork withDark(boolean isDark) {
    return new SavedWork(photo, style, painting, settings, format, painted, isDark, guided);
  }

  SavedWork withGuided(boolean isGuided) {
    return new SavedWork(photo, style, painting, settings, format, painted, dark, isGuided);
  }

  Properties properties() {
    Properties properties = new Properties();
    put(properties, "photo", photo);
    put(properties, "style", style);
    put(properties, "painting", painting);
    put(properties, "quality", settings.quality());
    put(properties, "strength", settings.strength());
    put(properties, "strokes", settings.strokes());
    put(properties, "colors", settings.colors());
    put(properties, "color-amount", settings.colorAmount());
    put(properties, "size", settings.size());
    put(properties, "format", format);
    put(properties, "painted", painted);
    put(properties, "dark", dark);
    put(properties, "guided", guided);
    return properties;
  }

  private static void put(Properties properties, String name, @Nullable Object value) {
    if (value != null) {
      properties.setProperty(name, value.toString());
    }
  }

  /**
   * Reads what {@link #properties} wrote.
   *
   * @throws IllegalArgumentException if a value is none of them
   */
  static SavedWork of(Properties properties) {
    String colors = properties.getProperty("colors");
    String size = properties.getProperty("size");
    PaintSettings settings =
        new PaintSettings(
            Quality.valueOf(properties.getProperty("quality", "FAST")),
            Double.parseDouble(properties.getProperty("strength", "1")),
            Double.parseDouble(properties.getProperty("strokes", "1")),
            colors == null ? null : ColorPreservation.valueOf(colors),
            Double.parseDouble(properties.getProperty("color-amount", "1")),
            size == null ? null : Integer.valueOf(size));
    return new SavedWork(
        path(properties.getProperty("photo")),
        properties.getProperty("style"),
        path(properties.getProperty("painting")),
        settings,
        properties.getProperty("format", "png"),
        Boolean.parseBoolean(properties.getProperty("painted")),
        Boolean.parseBoolean(properties.getProperty("dark")),
        Boolean.parseBoolean(properties.getProperty("guided")));
  }

  private static @Nullable Path path(@Nullable String name) {
    return name == null ? null : Path.of(name);
  }
}
