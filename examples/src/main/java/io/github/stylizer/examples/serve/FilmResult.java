package io.github.stylizer.examples.serve;

import java.nio.file.Path;
import java.util.Map;

/**
 * A painted film as a file.
 *
 * @param file where it is
 * @param extension of its format
 * @param files whose part it is
 */
record FilmResult(Path file, String extension, FilmFiles files) implements Result {
  /** The formats that the library writes, and their media types. */
  static final Map<String, String> TYPES =
      Map.of(
          "mp4", "video/mp4",
          "m4v", "video/mp4",
          "mov", "video/quicktime",
          "mkv", "video/x-matroska",
          "webm", "video/webm",
          "avi", "video/x-msvideo",
          "gif", "image/gif",
          "webp", "image/webp");

  @Override
  public String type() {
    return TYPES.getOrDefault(extension, "application/octet-stream");
  }

  @Override
  public long held() {
    return 0;
  }

  @Override
  public void discard() {
    files.close();
  }
}
