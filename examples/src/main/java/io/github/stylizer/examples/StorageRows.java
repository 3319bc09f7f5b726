package io.github.stylizer.examples;

import ai.djl.util.Utils;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What is in the caches, and whether the weights of VGG are usable. */
final class StorageRows {

  private StorageRows() {}

  static void add(DoctorReport report) {
    report.section("Files");
    Path folder = Utils.getCacheDir();
    report.row("cache of DJL", folder + " (" + size(folder) + ")");
    stylizerCache(report);
    weights(report, VggVariant.VGG16, "--vgg", "STYLIZER_VGG16_WEIGHTS");
    weights(report, VggVariant.VGG19, "--vgg19", "STYLIZER_VGG19_WEIGHTS");
  }

  private static void stylizerCache(DoctorReport report) {
    try {
      Path folder = Vgg.cacheDirectory();
      report.row("cache of Stylizer", folder + " (" + size(folder) + ")");
    } catch (IOException e) {
      report.row("cache of Stylizer", "none");
      report.advise(ErrorLine.of(e));
    }
  }

  /** Loads the weights, which is the only proof that they are usable. */
  private static void weights(
      DoctorReport report, VggVariant variant, String option, String variable) {
    String row = variant + " weights";
    try {
      Optional<Path> file = Vgg.findWeights(variant);
      if (file.isEmpty()) {
        report.row(row, "not here");
        report.advise(
            String.format(
                Locale.ROOT,
                "without the weights of %s, gatys and training use the compact VGG; '%s download'"
                    + " fetches them (about 550 MB), %s FILE or %s names their file",
                variant,
                option,
                option,
                variable));
        return;
      }
      try (Vgg network = Vgg.builder(variant).weights(file.get()).build()) {
        report.row(row, file.get() + ", taps " + String.join(" ", network.taps()));
      }
    } catch (IOException e) {
      report.row(row, "cannot be used");
      report.advise(ErrorLine.of(e));
    } catch (RuntimeException | LinkageError e) {
      report.row(row, "not tested, because PyTorch cannot be loaded");
    }
  }

  private static String size(Path folder) {
    if (!Files.isDirectory(folder)) {
      return "not created yet";
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
