package stylize.spark;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.apache.hadoop.fs.Path;

/** Where the reports of jobs are. */
final class Reports {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private Reports() {}

  /** A new one in the folder of the pictures. */
  static Path in(Path pictures) {
    return new Path(pictures, "_report/" + TIME.format(Instant.now()));
  }
}
