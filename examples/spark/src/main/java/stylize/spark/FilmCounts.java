package stylize.spark;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.spark.sql.Row;

/** Counts films and pieces, on the driver. Safe for concurrent use. */
final class FilmCounts {
  private final long total;
  private final Map<PhotoStatus, AtomicLong> films = new EnumMap<>(PhotoStatus.class);
  private final AtomicLong pieces = new AtomicLong();
  private final AtomicLong paintedPieces = new AtomicLong();
  private final AtomicLong frames = new AtomicLong();

  FilmCounts(long total) {
    this.total = total;
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

  /** Counts a piece that is painted, of which the frames are 0 if it was there. */
  void addPainted(long count) {
    paintedPieces.incrementAndGet();
    frames.addAndGet(count);
  }

  FilmProgress progress() {
    return new FilmProgress(
        total,
        films.get(PhotoStatus.PAINTED).get(),
        films.get(PhotoStatus.KEPT).get(),
        films.get(PhotoStatus.FAILED).get(),
        pieces.get(),
        paintedPieces.get(),
        frames.get());
  }
}
