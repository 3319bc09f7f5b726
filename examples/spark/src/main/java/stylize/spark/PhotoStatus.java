package stylize.spark;

import java.util.Locale;

/** What became of a photo. */
enum PhotoStatus {
  /** Its picture was written. */
  PAINTED,
  /** Its picture was there already. */
  KEPT,
  /** It cannot be read or painted; the report says why. */
  FAILED;

  /** As it stands in the report. */
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
