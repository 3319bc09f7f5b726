package io.github.stylizer.examples.window;

import io.github.stylizer.ColorPreservation;
import io.github.stylizer.Quality;
import io.github.stylizer.Style;
import io.github.stylizer.examples.painting.ColorSettings;
import io.github.stylizer.examples.painting.ImageFile;
import io.github.stylizer.examples.painting.MaskSettings;
import io.github.stylizer.examples.painting.PaintSettings;
import io.github.stylizer.examples.painting.SettingsImage;
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
    put(properties, "style-strength", settings.styleStrength());
    put(properties, settings.colors());
    put(properties, settings.mask());
    put(properties, "size", settings.size());
    put(properties, "format", format);
    put(properties, "painted", painted);
    put(properties, "dark", dark);
    put(properties, "guided", guided);
    return properties;
  }

  private static void put(Properties properties, ColorSettings colors) {
    put(properties, "colors", colors.preserved());
    put(properties, "color-amount", colors.preservedAmount());
    put(properties, "match-colors", colors.matched());
    put(properties, "palette", file(colors.palette()));
    put(properties, "palette-amount", colors.paletteAmount());
  }

  private static void put(Properties properties, MaskSettings mask) {
    put(properties, "mask", file(mask.image()));
    put(properties, "invert-mask", mask.inverted());
    put(properties, "feather", mask.feather());
  }

  private static @Nullable Path file(@Nullable SettingsImage image) {
    return image instanceof ImageFile chosen ? chosen.file().toAbsolutePath() : null;
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
    String size = properties.getProperty("size");
    PaintSettings settings =
        new PaintSettings(
            Quality.valueOf(properties.getProperty("quality", "FAST")),
            number(properties, "strength", 1),
            number(properties, "style-strength", 1),
            number(properties, "strokes", 1),
            colors(properties),
            new MaskSettings(
                image(properties, "mask"),
                Boolean.parseBoolean(properties.getProperty("invert-mask")),
                number(properties, "feather", 0)),
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

  private static ColorSettings colors(Properties properties) {
    String preserved = properties.getProperty("colors");
    String matched = properties.getProperty("match-colors");
    return new ColorSettings(
        preserved == null ? null : ColorPreservation.valueOf(preserved),
        number(properties, "color-amount", 1),
        matched == null ? null : Double.valueOf(matched),
        image(properties, "palette"),
        number(properties, "palette-amount", 1));
  }

  private static double number(Properties properties, String name, double usual) {
    String text = properties.getProperty(name);
    return text == null ? usual : Double.parseDouble(text);
  }

  private static @Nullable SettingsImage image(Properties properties, String name) {
    Path file = path(properties.getProperty(name));
    return file == null ? null : new ImageFile(file);
  }

  private static @Nullable Path path(@Nullable String name) {
    return name == null ? null : Path.of(name);
  }
}
