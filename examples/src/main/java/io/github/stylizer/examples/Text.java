package io.github.stylizer.examples;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Human-readable numbers. */
final class Text {

  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};

  private Text() {}

  /** For instance {@code 1.4 s}, {@code 42 s}, {@code 1 min 5 s}, {@code 2 h 3 min}. */
  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < 10) {
      return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
    if (seconds < 60) {
      return seconds + " s";
    }
    if (seconds < 3600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    }
    return seconds / 3600 + " h " + seconds / 60 % 60 + " min";
  }

  /** For instance {@code 2.50/s}, or {@code 12 s each} for what takes more than ten seconds. */
  static String pace(Duration each) {
    double seconds = Math.max(1, each.toNanos()) / 1e9;
    return seconds <= 10
        ? String.format(Locale.ROOT, "%.2f/s", 1 / seconds)
        : duration(each) + " each";
  }

  /** For instance {@code 528.0 MB}; a kB has 1000 bytes. */
  static String bytes(long count) {
    double value = count;
    int unit = 0;
    while (value >= 1000 && unit < UNITS.length - 1) {
      value /= 1000;
      unit++;
    }
    return unit == 0 ? count + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }

  /** For instance {@code content 1.234, style 0.5678}; empty if there are none. */
  static String losses(Map<String, Double> losses) {
    return losses.entrySet().stream()
        .map(loss -> String.format(Locale.ROOT, "%s %.4g", loss.getKey(), loss.getValue()))
        .collect(Collectors.joining(", "));
  }

  /** An argument for a POSIX shell, quoted if necessary. */
  static String shellWord(String argument) {
    return argument.matches("[\\p{Alnum}_@%+=:,./-]+")
        ? argument
        : "'" + argument.replace("'", "'\\''") + "'";
  }
}
