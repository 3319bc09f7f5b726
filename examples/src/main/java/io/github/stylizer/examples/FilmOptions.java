package io.github.stylizer.examples;

import io.github.stylizer.film.FilmStylizer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of films. */
final class FilmOptions {

  @Option(
      names = "--from",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Where to begin in a film: seconds, such as 12.5, or 1:02:03.5 (default: 0).")
  private @Nullable Duration from;

  @Option(
      names = "--to",
      paramLabel = "TIME",
      converter = TimeConverter.class,
      description = "Where to end in a film (default: its end).")
  private @Nullable Duration to;

  @Option(
      names = "--fps",
      paramLabel = "N",
      description = "Frames per second of the painted film (default: those of the film).")
  private @Nullable Double fps;

  @Option(
      names = "--optical-flow",
      description = {
        "Blend the frames of a film with those before, moved along with",
        "what they show. Needs OpenCV, see docs/films.md."
      })
  private boolean opticalFlow;

  /** Parses {@code [[HOURS:]MINUTES:]SECONDS}. */
  static final class TimeConverter implements ITypeConverter<Duration> {
    private static final Pattern TIME =
        Pattern.compile("(?:(?:(\\d{1,4}):)?(\\d{1,4}):)?(\\d{1,6}(?:\\.\\d{1,9})?)");

    @Override
    public Duration convert(String text) {
      Matcher time = TIME.matcher(text);
      if (!time.matches()) {
        throw new TypeConversionException(
            "it must be a time such as 12.5 or 1:02:03.5, but is '" + text + "'");
      }
      double seconds = Double.parseDouble(time.group(3));
      return Duration.ofNanos(Math.round(seconds * 1e9))
          .plusMinutes(time.group(2) == null ? 0 : Long.parseLong(time.group(2)))
          .plusHours(time.group(1) == null ? 0 : Long.parseLong(time.group(1)));
    }
  }

  /**
   * Checks that films options are given for a film only.
   *
   * @throws IllegalArgumentException if not
   */
  void check(Path input, boolean film) {
    if (!film && (from != null || to != null || fps != null || opticalFlow)) {
      throw new IllegalArgumentException(
          "--from, --to, --fps and --optical-flow are for films, but " + input + " is none");
    }
    if (fps != null && !(fps > 0)) {
      throw new IllegalArgumentException("--fps must be more than 0, but is " + fps);
    }
    if (to != null && to.compareTo(from == null ? Duration.ZERO : from) <= 0) {
      throw new IllegalArgumentException("--to must be later than --from");
    }
  }

  /** Applies the options to a painter of films. */
  FilmStylizer with(FilmStylizer films) {
    FilmStylizer result = fps == null ? films : films.framesPerSecond(fps);
    result = result.opticalFlow(opticalFlow);
    Duration begin = from == null ? Duration.ZERO : from;
    return to == null ? result.from(begin) : result.between(begin, to);
  }
}
