package io.github.stylizer.film;

import java.time.Duration;
import java.util.List;

/**
 * A film that was painted and written.
 *
 * @param frames how many it has
 * @param length how long it is
 * @param complete whether it has all frames that were asked for: false after an interrupt. Then the
 *     same call goes on from there
 * @param remarks what differs from the original, a line each: damaged frames that are missing, or
 *     sound or subtitles that the new format cannot hold; usually none
 */
public record PaintedFilm(long frames, Duration length, boolean complete, List<String> remarks) {

  /**
   * Copies the remarks.
   *
   * @param frames how many it has
   * @param length how long it is
   * @param complete whether it has all frames that were asked for
   * @param remarks what differs from the original
   */
  public PaintedFilm {
    remarks = List.copyOf(remarks);
  }
}
