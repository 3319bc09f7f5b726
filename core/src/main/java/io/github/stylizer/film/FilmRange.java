package io.github.stylizer.film;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Which frames of a film are painted.
 *
 * @param from where to begin
 * @param to where to end; null for the end of the film
 * @param framesPerSecond 0 for those of the film
 */
record FilmRange(Duration from, @Nullable Duration to, double framesPerSecond) {
  static final FilmRange ALL = new FilmRange(Duration.ZERO, null, 0);

  FilmRange {
    if (from.isNegative() || (to != null && to.compareTo(from) <= 0)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a film can be painted from 0 s or later to a later moment, but not from %s to %s",
              seconds(from),
              to == null ? "its end" : seconds(to)));
    }
    if (!(framesPerSecond >= 0 && framesPerSecond <= 1000)) {
      throw new IllegalArgumentException(
          "the frames per second must be more than 0 and at most 1000, but are " + framesPerSecond);
    }
  }

  static String seconds(Duration time) {
    return String.format(Locale.ROOT, "%.6f", time.toNanos() / 1e9);
  }

  boolean isWhole() {
    return from.isZero() && to == null;
  }

  /** Options in front of an input. */
  List<String> input() {
    List<String> options = new ArrayList<>();
    if (!from.isZero()) {
      options.addAll(List.of("-ss", seconds(from)));
    }
    if (to != null) {
      options.addAll(List.of("-to", seconds(to)));
    }
    return options;
  }

  /** The beginning of a chain of filters. */
  String filter() {
    return framesPerSecond == 0 ? "" : String.format(Locale.ROOT, "fps=%.6f,", framesPerSecond);
  }

  /** How many frames there will be, about; 0 if unknown. */
  long frames(FilmProbe film) {
    Duration end = to;
    if (film.length() != null && (end == null || end.compareTo(film.length()) > 0)) {
      end = film.length();
    }
    double rate = framesPerSecond == 0 ? film.framesPerSecond() : framesPerSecond;
    return end == null ? 0 : Math.max(0, Math.round(end.minus(from).toNanos() / 1e9 * rate));
  }
}
