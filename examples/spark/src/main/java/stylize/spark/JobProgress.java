package stylize.spark;

import java.util.Locale;

/**
 * How far a job is. Photos are counted when their tasks are done.
 *
 * @param total number of photos
 * @param painted whose pictures were written
 * @param kept whose pictures were there already
 * @param failed that cannot be read or painted
 */
public record JobProgress(long total, long painted, long kept, long failed) {

  /** Returns one line. */
  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "%d of %d photos: %d painted, %d kept, %d failed",
        painted + kept + failed,
        total,
        painted,
        kept,
        failed);
  }
}
