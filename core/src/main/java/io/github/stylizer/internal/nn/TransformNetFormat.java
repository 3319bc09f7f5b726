package io.github.stylizer.internal.nn;

import io.github.stylizer.TransformModel;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.weights.WeightsFile;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The properties of a transform network besides its weights, stored in the metadata of this
 * library's files. Immutable.
 *
 * @param net the shape of the network
 * @param pixels the range of its input and output
 */
public record TransformNetFormat(TransformNet net, PixelRange pixels) {
  private static final String FORMAT = "format";
  private static final String FORMAT_NAME = "stylizer-transform-net";
  private static final String VERSION = "version";
  private static final String VERSION_NUMBER = "1";
  private static final String BASE = "base";
  private static final String NORM = "norm";
  private static final String PIXELS = "pixels";
  private static final String SAMPLING = "sampling";
  private static final String ANTIALIASED = "anti-aliased";

  /**
   * Checks whether a file claims to be written by {@link TransformModel}.
   *
   * @param file an open file
   * @return whether {@link #of} applies
   */
  public static boolean isIn(WeightsFile file) {
    return FORMAT_NAME.equals(file.metadata().get(FORMAT));
  }

  /**
   * Reads the metadata of a file written by {@link TransformModel}.
   *
   * @param file an open file
   * @return the format of the network in the file
   * @throws WeightsFormatException if a value is missing or unknown; the message has what was
   *     expected
   */
  public static TransformNetFormat of(WeightsFile file) throws WeightsFormatException {
    expect(file, VERSION, List.of(VERSION_NUMBER));
    Norm norm = expect(file, NORM, Norm.values());
    PixelRange pixels = expect(file, PIXELS, PixelRange.values());
    // Files from before there was a choice have no such key.
    boolean antialiased =
        file.metadata().containsKey(SAMPLING)
            && expect(file, SAMPLING, List.of(ANTIALIASED)).equals(ANTIALIASED);
    return new TransformNetFormat(new TransformNet(base(file), norm, antialiased), pixels);
  }

  private static int base(WeightsFile file) throws WeightsFormatException {
    String text = file.metadata().get(BASE);
    if (text != null && text.matches("[0-9]{1,9}")) {
      int base = Integer.parseInt(text);
      if (base >= 1 && base <= TransformNet.MAXIMUM_BASE) {
        return base;
      }
    }
    throw unexpected(file, BASE, "1 … " + TransformNet.MAXIMUM_BASE);
  }

  /** One of several values, by its name. */
  private static <T> T expect(WeightsFile file, String key, T[] values)
      throws WeightsFormatException {
    List<String> names = Arrays.stream(values).map(Object::toString).toList();
    return values[names.indexOf(expect(file, key, names))];
  }

  private static String expect(WeightsFile file, String key, List<String> allowed)
      throws WeightsFormatException {
    String value = file.metadata().get(key);
    if (value == null || !allowed.contains(value)) {
      throw unexpected(file, key, String.join(" or ", allowed));
    }
    return value;
  }

  private static WeightsFormatException unexpected(WeightsFile file, String key, String expected) {
    String value = file.metadata().get(key);
    String found = value == null ? "is missing" : "is '" + value + "'";
    return new WeightsFormatException(
        file.origin(),
        String.format(
            Locale.ROOT,
            "is a transform network whose metadata '%s' %s, expected %s",
            key,
            found,
            expected));
  }

  /** The metadata of a file with this network. */
  Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(FORMAT, FORMAT_NAME);
    metadata.put(VERSION, VERSION_NUMBER);
    metadata.put(BASE, Integer.toString(net.base()));
    metadata.put(NORM, net.norm().toString());
    metadata.put(PIXELS, pixels.toString());
    if (net.antialiased()) {
      metadata.put(SAMPLING, ANTIALIASED);
    }
    return metadata;
  }
}
