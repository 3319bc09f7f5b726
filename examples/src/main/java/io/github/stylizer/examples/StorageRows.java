package io.github.stylizer.examples;

import ai.djl.util.Utils;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What lies in the caches, and whether the weights of the networks are among it. */
final class StorageRows {

  private StorageRows() {}

  static void add(DoctorReport report) {
    report.section("Files");
    folder(report, "cache of DJL", Utils.getCacheDir());
  }

  private static void folder(DoctorReport report, String label, Path folder) {
    report.row(label, folder + " (" + size(folder) + ")");
  }

  private static String size(Path folder) {
    if (!Files.isDirectory(folder)) {
      return "not there yet";
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return Text.bytes(files.filter(Files::isRegularFile).mapToLong(StorageRows::length).sum());
    } catch (IOException | UncheckedIOException e) {
      return "cannot be read: " + e.getMessage();
    }
  }

  private static long length(Path file) {
    try {
      return Files.size(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
