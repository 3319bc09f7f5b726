package stylize.spark;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.Locale;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.util.LongAccumulator;

/** How many photos were painted, kept and failed, as far as their tasks are done. */
final class PhotoCounts implements Serializable {
  private final EnumMap<PhotoStatus, LongAccumulator> counts = new EnumMap<>(PhotoStatus.class);

  PhotoCounts(SparkContext context) {
    for (PhotoStatus status : PhotoStatus.values()) {
      counts.put(status, context.longAccumulator("photos " + status.text()));
    }
  }

  /** Counts a photo, in its task. */
  void add(Row report) {
    String status = report.getString(PhotoPainting.SCHEMA.fieldIndex("status"));
    counts.get(PhotoStatus.valueOf(status.toUpperCase(Locale.ROOT))).add(1L);
  }

  /** Returns what is done so far, on the driver. */
  JobProgress progress(long total) {
    return new JobProgress(
        total,
        counts.get(PhotoStatus.PAINTED).value(),
        counts.get(PhotoStatus.KEPT).value(),
        counts.get(PhotoStatus.FAILED).value());
  }
}
