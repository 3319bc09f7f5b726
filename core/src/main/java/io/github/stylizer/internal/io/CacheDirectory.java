package io.github.stylizer.internal.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Where this library keeps files between processes: where it is told to, else where the system
 * keeps the caches of a user, else, for a user without a home, in a folder of the system's
 * temporary directory that nobody else can write to.
 */
public final class CacheDirectory {
  /** The system property that names it. */
  public static final String PROPERTY = "stylizer.cache";

  /** The environment variable that names it. */
  public static final String VARIABLE = "STYLIZER_CACHE";

  private static final String NAME = "stylizer";

  private CacheDirectory() {}

  /**
   * Finds the directory.
   *
   * @param settings where to look for names
   * @return an absolute path, which need not exist
   * @throws IOException if a setting is not a path, or if there is no home and no private temporary
   *     folder; the message says what to set
   */
  public static Path of(Settings settings) throws IOException {
    Optional<String> property = settings.property(PROPERTY);
    if (property.isPresent()) {
      return path(property.get(), "the system property " + PROPERTY);
    }
    Optional<String> variable = settings.variable(VARIABLE);
    if (variable.isPresent()) {
      return path(variable.get(), "the environment variable " + VARIABLE);
    }
    Optional<Path> standard =
        absolute(settings.variable("XDG_CACHE_HOME"))
            .map(parent -> parent.resolve(NAME))
            .or(() -> ofSystem(settings));
    return standard.isPresent() ? standard.get() : withoutHome(settings);
  }

  /**
   * Finds the user's home.
   *
   * @param settings where to look for it
   * @return an absolute path, which need not exist; empty for a user number without a name
   */
  public static Optional<Path> home(Settings settings) {
    // Java says "?" for a user whom the system does not know.
    return absolute(settings.property("user.home")).or(() -> absolute(settings.variable("HOME")));
  }

  private static Optional<Path> ofSystem(Settings settings) {
    String system = settings.property("os.name").orElse("").toLowerCase(Locale.ROOT);
    if (system.startsWith("windows")) {
      Optional<Path> local = absolute(settings.variable("LOCALAPPDATA"));
      return local.isPresent()
          ? local.map(path -> path.resolve(NAME))
          : inHome(settings, Path.of("AppData", "Local", NAME));
    }
    return system.startsWith("mac")
        ? inHome(settings, Path.of("Library", "Caches", NAME))
        : inHome(settings, Path.of(".cache", NAME));
  }

  private static Optional<Path> inHome(Settings settings, Path cache) {
    return home(settings)
        .filter(home -> Files.isWritable(home) || Files.isDirectory(home.resolve(cache)))
        .map(home -> home.resolve(cache));
  }

  private static Path withoutHome(Settings settings) throws IOException {
    try {
      return PrivateFolder.temporary(settings, NAME);
    } catch (IOException e) {
      throw new IOException(
          "there is no home directory to keep files in, and "
              + e.getMessage()
              + "; set the system property "
              + PROPERTY
              + " or the environment variable "
              + VARIABLE
              + " to a directory",
          e);
    }
  }

  private static Path path(String value, String source) throws IOException {
    try {
      return Path.of(value).toAbsolutePath();
    } catch (InvalidPathException e) {
      throw new IOException("'" + value + "', set by " + source + ", is not a path", e);
    }
  }

  /** Ignores a relative path, which would depend on the working directory, as XDG requires. */
  private static Optional<Path> absolute(Optional<String> value) {
    try {
      return value.map(Path::of).filter(Path::isAbsolute);
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }
}
