package io.github.stylizer.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Files that tests use and that are not part of the repository. They lie in the directory {@code
 * shared.dir}. Where one is missing the test is skipped, or fails if {@code require.shared} is
 * true.
 */
public final class SharedFiles {
  private SharedFiles() {}

  /**
   * Finds a file or directory.
   *
   * @param relative its path inside the shared directory
   * @return its path
   */
  public static Path path(String relative) {
    Path path = Path.of(System.getProperty("shared.dir", "../shared"), relative);
    if (!Files.exists(path)) {
      String reason = "there is no " + path + " (see the system property shared.dir)";
      if (Boolean.getBoolean("require.shared")) {
        fail(reason);
      }
      abort(reason);
    }
    return path;
  }
}
