package io.github.stylizer.vgg.download;

import java.util.Locale;

/**
 * A published weights file and how to verify it.
 *
 * @param model the network in lowercase, as in the names of settings
 * @param fileName the file name, ending in {@code .pth}
 * @param bytes the exact size, which limits the download
 * @param sha256 the SHA-256 of the file, in lowercase hexadecimal digits
 */
public record WeightsOrigin(String model, String fileName, long bytes, String sha256) {

  /** The system property that names a weights file of the user's own. */
  public String pathProperty() {
    return "stylizer." + model + ".weights";
  }

  /** The environment variable that names a weights file of the user's own. */
  public String pathVariable() {
    return "STYLIZER_" + model.toUpperCase(Locale.ROOT) + "_WEIGHTS";
  }

  /** The file name without its extension. */
  String stem() {
    return fileName.substring(0, fileName.lastIndexOf('.'));
  }
}
