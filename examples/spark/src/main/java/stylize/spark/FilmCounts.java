package stylize.spark;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Row;

/** Counts films and pieces, on the driver. Safe for concurrent use. */
final class FilmCounts {
  private final long total;
  private final Map<PhotoStatus, AtomicLong> films = new EnumMap<>(PhotoStatus.class);
  private final AtomicLong pieces = new AtomicLong();
  private final PieceCounts painted;

  FilmCounts(SparkContext context, long total) {
    this.total = total;
    painted =
        new PieceCounts(
            context.longAccumulator("pieces painted"), context.longAccumulator("frames painted"));
    for (PhotoStatus status : PhotoStatus.values()) {
      films.put(status, new AtomicLong());
    }
  }

  /** Counts a film. */
  void add(Row report) {
    String status = report.getString(FilmPainting.SCHEMA.fieldIndex("status"));
    films.get(PhotoStatus.valueOf(status.toUpperCase(Locale.ROOT))).incrementAndGet();
  }

  void addPiece() {
    pieces.incrementAndGet();
  }

  /** Counts a piece that was painted before. */
  synchronized void addKept() {
    painted.add(0);
  }

  /** What tasks count. */
  PieceCounts painted() {
    return painted;
  }

  FilmProgress progress() {
    return new FilmProgress(
        total,
        films.get(PhotoStatus.PAINTED).get(),
        films.get(PhotoStatus.KEPT).get(),
        films.get(PhotoStatus.FAILED).get(),
        pieces.get(),
        painted.pieces().value(),
        painted.frames().value());
  }
}
