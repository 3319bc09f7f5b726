package io.github.stylizer.examples.serve;

import io.github.stylizer.PaintingInterruptedException;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Stylizer;
import io.github.stylizer.StylizerException;
import io.github.stylizer.film.FilmStylizer;
import io.github.stylizer.film.PaintedFilm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** A film to paint, in the words and with the defaults of the command. */
final class FilmOrder implements Order {
  static final String FROM = "from";
  static final String TO = "to";
  static final String RATE = "fps";

  /** What only films have. */
  static final Set<String> FIELDS = Set.of(FROM, TO, RATE);

  private static final double MOST_SECONDS = 1e6;

  private final FilmLimits limits;
  private final Recipe recipe;
  private final FilmFiles film;
  private final String format;
  private final int side;
  private final Optional<Double> from;
  private final Optional<Double> to;
  private final Optional<Double> rate;

  /**
   * Checks what a client asks for. How long the film is, is known only when it is painted.
   *
   * @throws ServiceException if it cannot be painted
   */
  FilmOrder(Form form, FilmFiles film, ServiceLimits limits, StyleShelf shelf) {
    this.limits = limits.films();
    this.film = film;
    OrderFields fields = new OrderFields(form, limits);
    if (form.files().containsKey(Form.PHOTO)) {
      throw new ServiceException(400, "there is a photo and a film: send one of them");
    }
    requireFilm(film.film());
    side = fields.side();
    recipe = new Recipe(form, fields, shelf);
    Integer size = recipe.settings().size();
    recipe.requireSide(size == null ? side : size, limits.side());
    format = fields.format(FilmResult.TYPES.keySet()).orElse(usualFormat(film));
    from = fields.number(FROM, 0, MOST_SECONDS);
    to = fields.number(TO, 0, MOST_SECONDS);
    rate = fields.number(RATE, 0.1, 1000);
    if (to.isPresent() && to.get() <= from.orElse(0.0)) {
      throw new ServiceException(422, "to must be later than from");
    }
  }

  private static void requireFilm(Path file) {
    try {
      if (!FilmStylizer.isFilm(file)) {
        throw new ServiceException(
            400, "the film: cannot be read as one: send MP4, WebM, MOV, MKV, AVI or an animation");
      }
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }

  /** That of the film, where it can be written. */
  private static String usualFormat(FilmFiles film) {
    return FilmResult.TYPES.containsKey(film.extension()) ? film.extension() : "mp4";
  }

  @Override
  public Cost cost() {
    return Cost.FILM;
  }

  @Override
  public String kind() {
    return "film";
  }

  @Override
  public FilmResult paint(ProgressListener progress) throws IOException {
    Path painted = film.painted(format);
    PaintedFilm made =
        recipe.paint(
            side,
            ProgressListener.NONE,
            stylizer -> apply(films(stylizer).onProgress(limited(progress)), painted));
    if (!made.complete()) {
      throw new PaintingInterruptedException("interrupted while painting a film");
    }
    return film.result(format);
  }

  private FilmStylizer films(Stylizer stylizer) {
    FilmStylizer films = FilmStylizer.of(stylizer);
    if (rate.isPresent()) {
      films = films.framesPerSecond(rate.get());
    }
    Duration begin = duration(from.orElse(0.0));
    return to.isPresent() ? films.between(begin, duration(to.get())) : films.from(begin);
  }

  private static Duration duration(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  /** Ends a film that is too long: at once if it says how long it is. */
  private ProgressListener limited(ProgressListener progress) {
    return now -> {
      requireLength(now);
      progress.onProgress(now);
    };
  }

  private void requireLength(Progress now) {
    long frames = Math.max(now.done(), now.total());
    if (frames > limits.frames()) {
      throw new ServiceException(
          422,
          String.format(
              Locale.ROOT,
              "the film has about %d frames, more than %d: send a part with from and to, or fewer"
                  + " with fps",
              frames,
              limits.frames()));
    }
  }

  private PaintedFilm apply(FilmStylizer films, Path painted) {
    try {
      return films.apply(film.film(), painted);
    } catch (StylizerException e) {
      if (Failures.isKnown(e) || e instanceof PaintingInterruptedException) {
        throw e;
      }
      throw new ServiceException(422, line(String.valueOf(e.getMessage()), painted), e);
    }
  }

  /** Where files are on this machine is no business of clients, and nothing of them is kept. */
  private String line(String message, Path painted) {
    return message
        .replace(film.film().toString(), "the film")
        .replace(painted.toString(), "the result")
        .replaceFirst("; the \\d+ frames painted so far are kept: .*", "");
  }

  @Override
  public void discard() {
    film.close();
  }
}
