package io.github.stylizer.film;

import io.github.stylizer.NormStatistics;
import io.github.stylizer.PaintingInterruptedException;
import io.github.stylizer.Stylizer;
import io.github.stylizer.film.PiecePlan.Frame;
import io.github.stylizer.film.PiecePlan.Shot;
import io.github.stylizer.film.ShotDetector.Thumbnail;
import java.awt.Point;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Paints the frames of a piece, each of which must be the one that the plan knows. */
final class PiecePainter implements AutoCloseable {
  /** Times of containers are rounded to milliseconds. */
  private static final long TOLERANCE_MICROS = 1500;

  private static final int TOLERANCE_LEVELS = 3;

  private final Stylizer stylizer;
  private final PiecePlan plan;
  private final NoiseFilter filter;
  private @Nullable Stylizer shot;
  private int nextShot;

  /**
   * Begins.
   *
   * @param filter as it is where the piece begins
   */
  PiecePainter(Stylizer stylizer, PiecePlan plan, NoiseFilter filter) {
    this.stylizer = stylizer;
    this.plan = plan;
    this.filter = filter;
  }

  void paint(FilmReader reader, FilmWriter writer) throws IOException {
    int number = 0;
    for (TimedFrame frame = reader.next(); frame != null; frame = reader.next()) {
      if (number == 0 && isBefore(frame)) {
        continue;
      }
      if (number == plan.frames().size()) {
        throw new PieceMismatchException(
            "the piece has more than the " + number + " frames that the film has there");
      }
      Frame expected = plan.frames().get(number);
      BufferedImage image = next(number, frame.image(), expected.moved());
      requireSame(expected, number, frame, image);
      Stylizer painter = shot == null ? stylizer : shot;
      BufferedImage painted = ShotPainter.painted(painter, image, expected.moved());
      if (Thread.currentThread().isInterrupted()) {
        // A method that works in steps returned an unfinished frame.
        throw new PaintingInterruptedException("interrupted while painting a frame");
      }
      writer.write(new TimedFrame(painted, expected.micros(), expected.length()));
      number++;
    }
    if (number < plan.frames().size()) {
      throw new PieceMismatchException(
          "the piece has "
              + number
              + " frames, but the film has "
              + plan.frames().size()
              + " there");
    }
  }

  /** Whether a frame belongs to the piece before, and was only needed to decode this one. */
  private boolean isBefore(TimedFrame frame) {
    return !plan.isWhole() && frame.micros() < plan.frames().get(0).micros() - TOLERANCE_MICROS;
  }

  /** Filters the next frame, and takes the network of its shot. */
  private BufferedImage next(int number, BufferedImage image, Point moved) {
    if (nextShot < plan.shots().size() && plan.shots().get(nextShot).first() == number) {
      Shot begins = plan.shots().get(nextShot++);
      if (number > 0) {
        filter.reset();
      }
      closeShot();
      NormStatistics statistics = begins.statistics();
      shot = statistics == null ? null : stylizer.withStatistics(statistics);
    }
    return filter.next(image, moved);
  }

  private static void requireSame(
      Frame expected, int number, TimedFrame frame, BufferedImage image) {
    int color = Thumbnail.of(image).color();
    int difference = 0;
    for (int shift = 0; shift < 24; shift += 8) {
      difference =
          Math.max(
              difference, Math.abs((color >> shift & 0xff) - (expected.color() >> shift & 0xff)));
    }
    if (Math.abs(frame.micros() - expected.micros()) > TOLERANCE_MICROS
        || difference > TOLERANCE_LEVELS) {
      throw new PieceMismatchException(
          String.format(
              Locale.ROOT,
              "frame %d of the piece is shown at %.4f s in color %06x, but that of the film at"
                  + " %.4f s in %06x",
              number,
              frame.micros() / 1e6,
              color,
              expected.micros() / 1e6,
              expected.color()));
    }
  }

  private void closeShot() {
    if (shot != null) {
      shot.close();
      shot = null;
    }
  }

  @Override
  public void close() {
    closeShot();
  }
}
