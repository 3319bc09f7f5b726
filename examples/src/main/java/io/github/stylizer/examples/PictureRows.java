package io.github.stylizer.examples;

import io.github.stylizer.StylizerException;
import io.github.stylizer.film.FilmStylizer;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;

/** Which image formats can be read and written, and by which plug-ins; and films. */
final class PictureRows {

  private PictureRows() {}

  static void add(DoctorReport report) {
    report.section("Images");
    report.row("can be read", names(ImageDecoder.formats().toArray(String[]::new)));
    report.row("can be written", names(written()));
    boolean found = hasTwelveMonkeys();
    report.row("TwelveMonkeys", found ? "present: CMYK JPEG and WebP can be read" : "missing");
    if (!found) {
      report.advise(
          "without com.twelvemonkeys.imageio (imageio-jpeg, imageio-webp, imageio-tiff), CMYK JPEG,"
              + " WebP and some TIFF cannot be read");
    }
  }

  static void addFilms(DoctorReport report) {
    report.section("Films");
    try {
      report.row("ffmpeg", FilmStylizer.program());
    } catch (StylizerException e) {
      report.row("ffmpeg", "missing");
      report.advise(ErrorLine.of(e));
    }
  }

  private static String[] written() {
    return Arrays.stream(ImageIO.getWriterFileSuffixes())
        .filter(suffix -> ImageEncoder.supports(Path.of("picture." + suffix)))
        .toArray(String[]::new);
  }

  private static boolean hasTwelveMonkeys() {
    boolean[] found = {false};
    IIORegistry.getDefaultInstance()
        .getServiceProviders(ImageReaderSpi.class, false)
        .forEachRemaining(
            reader -> found[0] |= reader.getClass().getName().startsWith("com.twelvemonkeys"));
    return found[0];
  }

  private static String names(String[] suffixes) {
    return Arrays.stream(suffixes)
        .map(suffix -> suffix.toLowerCase(Locale.ROOT))
        .filter(suffix -> !suffix.isBlank())
        .distinct()
        .sorted()
        .collect(Collectors.joining(" "));
  }
}
