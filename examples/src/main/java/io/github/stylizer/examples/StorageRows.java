package io.github.stylizer.examples;

import ai.djl.util.Utils;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What lies in the caches, and whether the weights of the networks are among it. */
final class StorageRows {

  private static final String OFFLINE = "stylizer.offline";

  private StorageRows() {}

  static void add(DoctorReport report) {
    report.section("Files");
    Path folder = Utils.getCacheDir();
    report.row("cache of DJL", folder + " (" + size(folder) + ")");
    weights(report, VggVariant.VGG16, "--vgg", "STYLIZER_VGG16_WEIGHTS");
    weights(report, VggVariant.VGG19, "--vgg19", "STYLIZER_VGG19_WEIGHTS");
  }

  /** Loads the weights, which is the only proof that they are there and sound. */
  private static void weights(
      DoctorReport report, VggVariant variant, String option, String variable) {
    String offline = System.setProperty(OFFLINE, "true");
    try (Vgg network = Vgg.builder(variant).build()) {
      report.row(variant + " weights", "found, taps " + String.join(" ", network.taps()));
    } catch (IOException e) {
      boolean missing = e.getMessage().contains(OFFLINE);
      report.row(variant + " weights", missing ? "not here yet" : "cannot be used");
      report.advise(
          missing
              ? "the weights of %s are fetched when they are needed (about 550 MB); without a network give their file with %s or in %s"
                  .formatted(variant, option, variable)
              : ErrorLine.of(e));
    } catch (RuntimeException | LinkageError e) {
      report.row(variant + " weights", "not tried, because PyTorch cannot be loaded");
    } finally {
      restore(offline);
    }
  }

  private static void restore(String offline) {
    if (offline == null) {
      System.clearProperty(OFFLINE);
    } else {
      System.setProperty(OFFLINE, offline);
    }
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
