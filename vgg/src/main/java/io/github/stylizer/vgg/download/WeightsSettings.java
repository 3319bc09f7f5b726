package io.github.stylizer.vgg.download;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Settings for weights from system properties and environment variables. An empty value counts as
 * unset.
 *
 * @param properties looks up a system property; null if unset
 * @param variables looks up an environment variable; null if unset
 */
public record WeightsSettings(UnaryOperator<String> properties, UnaryOperator<String> variables) {

  static final String CACHE_PROPERTY = "stylizer.cache";
  static final String CACHE_VARIABLE = "STYLIZER_CACHE";
  static final String URL_PROPERTY = "stylizer.vgg.url";

  private static final String DJL_OFFLINE_VARIABLE = "DJL_OFFLINE";
  private static final String TORCHVISION = "https://download.pytorch.org/models/";
  private static final String DIRECTORY_NAME = "stylizer";

  /**
   * A path and where it was set.
   *
   * @param path the path
   * @param source for instance {@code the system property stylizer.cache}
   */
  public record Setting(Path path, String source) {}

  /** The settings of this process. */
  public static WeightsSettings ofSystem() {
    return new WeightsSettings(System::getProperty, System::getenv);
  }

  /** The weights file set by the user for this model. */
  public Optional<Setting> weightsFile(WeightsOrigin origin) throws IOException {
    return path(origin.pathProperty(), origin.pathVariable());
  }

  /** The setting that disables downloads; empty if they are allowed. */
  public Optional<String> offline() {
    for (String name : List.of("stylizer.offline", "ai.djl.offline")) {
      if (Boolean.parseBoolean(properties.apply(name))) {
        return Optional.of("the system property " + name);
      }
    }
    return Boolean.parseBoolean(variables.apply(DJL_OFFLINE_VARIABLE))
        ? Optional.of("the environment variable " + DJL_OFFLINE_VARIABLE)
        : Optional.empty();
  }

  /** The URL of the published file. */
  public URI url(WeightsOrigin origin) throws IOException {
    String base = property(URL_PROPERTY).orElse(TORCHVISION);
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
    Optional<Setting> chosen = path(CACHE_PROPERTY, CACHE_VARIABLE);
    if (chosen.isPresent()) {
      return chosen.get().path().toAbsolutePath();
    }
    Path parent = absolute(variable("XDG_CACHE_HOME")).orElse(null);
    if (parent == null) {
      parent = systemCache();
    }
    return parent.resolve(DIRECTORY_NAME);
  }

  private Path systemCache() throws IOException {
    String system = property("os.name").orElse("").toLowerCase(Locale.ROOT);
    Optional<Path> home = absolute(property("user.home"));
    Optional<Path> cache;
    if (system.startsWith("windows")) {
      cache =
          absolute(variable("LOCALAPPDATA"))
              .or(() -> home.map(path -> path.resolve("AppData").resolve("Local")));
    } else if (system.startsWith("mac")) {
      cache = home.map(path -> path.resolve("Library").resolve("Caches"));
    } else {
      cache = home.map(path -> path.resolve(".cache"));
    }
    return cache.orElseThrow(
        () ->
            new IOException(
                "no home directory to store weights in; set the system property "
                    + CACHE_PROPERTY
                    + " or the environment variable "
                    + CACHE_VARIABLE
                    + " to a directory"));
  }

  /** Ignores a relative path, which would depend on the working directory, as XDG requires. */
  private static Optional<Path> absolute(Optional<String> value) {
    try {
      return value.map(Path::of).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private Optional<Setting> path(String property, String variable) throws IOException {
    Optional<String> value = property(property);
    if (value.isPresent()) {
      return Optional.of(setting(value.get(), "the system property " + property));
    }
    value = variable(variable);
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

  private Optional<String> property(String name) {
    return Optional.ofNullable(properties.apply(name)).filter(value -> !value.isBlank());
  }

  private Optional<String> variable(String name) {
    return Optional.ofNullable(variables.apply(name)).filter(value -> !value.isBlank());
  }
}
