package stylize.spark;

import java.util.Locale;

/**
 * How far a job is.
 *
 * @param total number of films
 * @param painted that were painted and joined
 * @param kept that were there already
 * @param failed that cannot be read or painted
 * @param pieces of the films so far: more are found while films are read
 * @param paintedPieces of these
 * @param frames that these have
 */
public record FilmProgress(
    long total, long painted, long kept, long failed, long pieces, long paintedPieces, long frames) {

  /** Returns one line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d of %d films: %d painted, %d kept, %d failed; %d of %d pieces, %d frames",
        painted + kept + failed,
        total,
        painted,
        kept,
        failed,
        paintedPieces,
        pieces,
        frames);
  }
}
