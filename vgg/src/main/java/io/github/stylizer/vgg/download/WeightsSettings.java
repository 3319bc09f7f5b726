package io.github.stylizer.vgg.download;

import io.github.stylizer.internal.io.CacheDirectory;
import io.github.stylizer.internal.io.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Settings for weights from system properties and environment variables.
 *
 * @param settings where they are looked up
 */
public record WeightsSettings(Settings settings) {

  static final String URL_PROPERTY = "stylizer.vgg.url";

  private static final String DJL_OFFLINE_VARIABLE = "DJL_OFFLINE";
  private static final String TORCHVISION = "https://download.pytorch.org/models/";

  /**
   * A path and where it was set.
   *
   * @param path the path
   * @param source for instance {@code the system property stylizer.cache}
   */
  public record Setting(Path path, String source) {}

  /** The settings of this process. */
  public static WeightsSettings ofSystem() {
    return new WeightsSettings(Settings.ofSystem());
  }

  /** The weights file set by the user for this model. */
  public Optional<Setting> weightsFile(WeightsOrigin origin) throws IOException {
    return path(origin.pathProperty(), origin.pathVariable());
  }

  /** The setting that disables downloads; empty if they are allowed. */
  public Optional<String> offline() {
    for (String name : List.of("stylizer.offline", "ai.djl.offline")) {
      if (Boolean.parseBoolean(settings.property(name).orElse(null))) {
        return Optional.of("the system property " + name);
      }
    }
    return Boolean.parseBoolean(settings.variable(DJL_OFFLINE_VARIABLE).orElse(null))
        ? Optional.of("the environment variable " + DJL_OFFLINE_VARIABLE)
        : Optional.empty();
  }

  /** The URL of the published file. */
  public URI url(WeightsOrigin origin) throws IOException {
    String base = settings.property(URL_PROPERTY).orElse(TORCHVISION);
    try {
      URI uri = new URI(base.endsWith("/") ? base : base + "/").resolve(origin.fileName());
      String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
      if (uri.getHost() != null && (scheme.equals("https") || scheme.equals("http"))) {
        return uri;
      }
    } catch (URISyntaxException e) {
      throw new IOException(badUrl(base), e);
    }
    throw new IOException(badUrl(base));
  }

  private static String badUrl(String base) {
    return "the system property "
        + URL_PROPERTY
        + " is '"
        + base
        + "', expected an address like "
        + TORCHVISION;
  }

  /** The cache directory, which need not exist. */
  public Path cacheDirectory() throws IOException {
    return CacheDirectory.of(settings);
  }

  private Optional<Setting> path(String property, String variable) throws IOException {
    Optional<String> value = settings.property(property);
    if (value.isPresent()) {
      return Optional.of(setting(value.get(), "the system property " + property));
    }
    value = settings.variable(variable);
    if (value.isPresent()) {
      return Optional.of(setting(value.get(), "the environment variable " + variable));
    }
    return Optional.empty();
  }

  private static Setting setting(String value, String source) throws IOException {
    try {
      return new Setting(Path.of(value), source);
    } catch (InvalidPathException e) {
      throw new IOException("'" + value + "', set by " + source + ", is not a path", e);
    }
  }
}
