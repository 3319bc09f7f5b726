package io.github.stylizer.testing;

import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reference numbers computed by PyTorch. */
public final class Goldens {
  private static final Pattern SEED = Pattern.compile("draw seed (-?\\d+)\\b.*");
  private static final String WITH_PICTURES = "vgg19_real.safetensors";

  private Goldens() {}

  /**
   * Opens a golden: from the directory {@code golden.dir} if that system property is set, else from
   * {@code golden/} on the class path, else from the shared files. {@code vgg19_real} holds
   * pictures that may not be passed on, so a directory may lack it; then it comes from the shared
   * files.
   *
   * @param name the name without its ending, for instance {@code features}
   * @return the open file, to be closed by the caller
   * @throws IOException if it is missing or damaged
   */
  public static WeightsFile open(String name) throws IOException {
    return WeightsFile.open(path(name + ".safetensors"));
  }

  /**
   * Opens a golden of {@code drawn/} on the class path, whose inputs are drawn from fixed seeds, so
   * that the property {@code golden.dir} does not replace it. {@code drawn/drawn.py} computed it.
   *
   * @param name the name without its ending, for instance {@code strong_wolfe}
   * @return the open file, to be closed by the caller
   * @throws IOException if it is missing or damaged
   */
  public static WeightsFile openDrawn(String name) throws IOException {
    String file = name + ".safetensors";
    try (InputStream resource = Goldens.class.getResourceAsStream("/drawn/" + file)) {
      return WeightsFile.open(temporaryCopy(resource, file));
    }
  }

  private static Path path(String file) throws IOException {
    String directory = System.getProperty("golden.dir", "");
    if (!directory.isEmpty() && !isLeftOut(directory, file)) {
      return Path.of(directory, file);
    }
    try (InputStream resource = Goldens.class.getResourceAsStream("/golden/" + file)) {
      return resource == null ? SharedFiles.path("golden/" + file) : temporaryCopy(resource, file);
    }
  }

  private static boolean isLeftOut(String directory, String file) {
    return file.equals(WITH_PICTURES) && Files.notExists(Path.of(directory, file));
  }

  /**
   * Returns what is added to every seed of this set of goldens.
   *
   * @param golden an open golden
   * @return the salt
   */
  public static long salt(WeightsFile golden) {
    return Long.parseLong(metadata(golden, "salt"));
  }

  /**
   * Returns a seed from a metadata text such as "draw seed 2108, base 8".
   *
   * @param golden an open golden
   * @param key the key of the text
   * @return the seed
   */
  public static long seed(WeightsFile golden, String key) {
    String text = metadata(golden, key);
    Matcher matcher = SEED.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(golden.origin() + ": no seed in '" + text + "'");
    }
    return Long.parseLong(matcher.group(1));
  }

  private static String metadata(WeightsFile golden, String key) {
    String text = golden.metadata().get(key);
    if (text == null) {
      throw new IllegalArgumentException(golden.origin() + ": no metadata '" + key + "'");
    }
    return text;
  }

  private static Path temporaryCopy(InputStream resource, String file) throws IOException {
    Path copy = Files.createTempFile("golden-", "-" + file);
    copy.toFile().deleteOnExit();
    Files.copy(resource, copy, StandardCopyOption.REPLACE_EXISTING);
    return copy;
  }
}
