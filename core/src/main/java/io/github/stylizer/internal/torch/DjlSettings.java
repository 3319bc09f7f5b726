package io.github.stylizer.internal.torch;

import io.github.stylizer.internal.io.CacheDirectory;
import io.github.stylizer.internal.io.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * System properties that DJL reads when it is first used, and that the application has not set.
 *
 * <ul>
 *   <li>DJL would report its start to its makers, and ask the network for what machine it is on.
 *   <li>For a user without a home, DJL would unpack native code in a folder of the temporary
 *       directory that all users share, and JNA, which it finds GPUs with, in the working
 *       directory.
 * </ul>
 */
final class DjlSettings {
  static final String CACHE = "DJL_CACHE_DIR";
  static final String ENGINE_CACHE = "ENGINE_CACHE_DIR";
  private static final String NO_TELEMETRY = "OPT_OUT_TRACKING";
  private static final String JNA_FOLDER = "jna.tmpdir";
  private static final String JNA_UNPACKS_NOTHING = "jna.nounpack";
  // What DJL calls its cache in the user's home.
  private static final String DJL_CACHE = ".djl.ai";

  private DjlSettings() {}

  /**
   * Sets what the application has not set.
   *
   * @throws IOException if there is no folder for native code; the message says what to set
   */
  static void complete() throws IOException {
    missing(Settings.ofSystem()).forEach(System::setProperty);
  }

  /**
   * Returns the system properties to be set.
   *
   * @param settings those of the process
   * @throws IOException if there is no folder for native code; the message says what to set
   */
  static Map<String, String> missing(Settings settings) throws IOException {
    Map<String, String> missing = new TreeMap<>();
    if (!isSet(settings, NO_TELEMETRY)) {
      missing.put(NO_TELEMETRY, "true");
    }
    Optional<Path> home = CacheDirectory.home(settings);
    boolean isJavasHome = settings.property("user.home").map(Path::of).equals(home);
    if (isJavasHome && home.map(Files::isWritable).orElse(false)) {
      return missing;
    }
    if (!isSet(settings, CACHE) && !isSet(settings, ENGINE_CACHE)) {
      missing.put(CACHE, cache(settings, home).toString());
    }
    if (!isSet(settings, JNA_FOLDER) && !isSet(settings, JNA_UNPACKS_NOTHING)) {
      Optional<Path> folder = jnaFolder(settings);
      missing.put(
          folder.isPresent() ? JNA_FOLDER : JNA_UNPACKS_NOTHING,
          folder.map(Path::toString).orElse("true"));
    }
    return missing;
  }

  private static boolean isSet(Settings settings, String name) {
    return settings.variable(name).or(() -> settings.property(name)).isPresent();
  }

  /** A home that is read-only may have been filled before, as in the image of a container. */
  private static Path cache(Settings settings, Optional<Path> home) throws IOException {
    Optional<Path> filled = home.map(path -> path.resolve(DJL_CACHE)).filter(Files::isDirectory);
    return filled.isPresent() ? filled.get() : CacheDirectory.of(settings).resolve("djl");
  }

  private static Optional<Path> jnaFolder(Settings settings) {
    try {
      Path folder = Files.createDirectories(CacheDirectory.of(settings).resolve("jna"));
      return Optional.of(folder).filter(Files::isWritable);
    } catch (IOException e) {
      // A CPU is found without JNA.
      return Optional.empty();
    }
  }
}
