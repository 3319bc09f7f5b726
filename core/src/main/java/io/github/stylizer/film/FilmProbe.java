package io.github.stylizer.film;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What ffmpeg says about a film without decoding it. Only hints: progress and time scales are made
 * from it, and painting works without.
 *
 * @param format ffmpeg's names of its format, separated by commas
 * @param length of the film; null if unknown
 * @param framesPerSecond on average; 0 if unknown
 * @param ticks of the film's clock in a second; 0 if unknown
 */
record FilmProbe(String format, @Nullable Duration length, double framesPerSecond, int ticks) {
  private static final Pattern INPUT = Pattern.compile("^Input #0, (\\S+), from ");
  private static final Pattern LENGTH =
      Pattern.compile("^  Duration: (\\d+):(\\d\\d):(\\d\\d)\\.(\\d\\d)");
  private static final Pattern VIDEO = Pattern.compile("^ *Stream #0.*: Video: ");
  private static final Pattern RATE = Pattern.compile(" ([\\d.]+)(k?) fps\\b");
  private static final Pattern CLOCK = Pattern.compile(" (\\d+)(k?) tbn\\b");

  static FilmProbe of(Ffmpeg ffmpeg, Path film) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-nostdin", "-hide_banner"));
    arguments.addAll(Ffmpeg.CONFINED);
    arguments.addAll(List.of("-i", Ffmpeg.url(film)));
    List<String> lines = new ArrayList<>();
    try (FfmpegProcess process =
        new FfmpegProcess(ffmpeg.command(arguments), line -> !lines.add(line))) {
      // Always fails: no output was asked for.
      process.exitCode();
      if (lines.stream().noneMatch(line -> line.startsWith("Input #0"))) {
        throw new IOException("ffmpeg cannot read it: " + process.messages());
      }
    }
    return of(lines);
  }

  static FilmProbe of(List<String> lines) throws IOException {
    String format = "";
    Duration length = null;
    for (String line : lines) {
      Matcher input = INPUT.matcher(line);
      if (input.find()) {
        format = input.group(1);
      }
      Matcher found = LENGTH.matcher(line);
      if (found.find()) {
        length =
            Duration.ofHours(Long.parseLong(found.group(1)))
                .plusMinutes(Long.parseLong(found.group(2)))
                .plusSeconds(Long.parseLong(found.group(3)))
                .plusMillis(10 * Long.parseLong(found.group(4)));
      }
      if (VIDEO.matcher(line).find() && !line.contains("(attached pic)")) {
        return new FilmProbe(format, length, number(RATE, line), (int) number(CLOCK, line));
      }
    }
    throw new IOException("it has no video");
  }

  /** Whether that is one of the names of its format. */
  boolean isOf(String name) {
    return List.of(format.split(",", -1)).contains(name);
  }

  private static double number(Pattern pattern, String line) {
    Matcher found = pattern.matcher(line);
    if (!found.find()) {
      return 0;
    }
    return Double.parseDouble(found.group(1)) * (found.group(2).isEmpty() ? 1 : 1000);
  }
}
