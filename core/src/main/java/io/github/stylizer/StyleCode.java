package io.github.stylizer;

import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A style in a few hundred numbers: the output of a MetaNet's hidden layer for a painting, which is
 * all that the network needs to paint in that style. Codes can be saved in small files and blended.
 * A code works only with the network that made it.
 *
 * <pre>{@code
 * try (MetaNet network = MetaNet.compact()) {
 *   StyleCode code = network.code(painting).named("Mine");
 *   code.save(Path.of("mine.style"));
 *   StyleCode between = code.interpolate(StyleGallery.code("great-wave"), 0.3);
 *   try (Stylizer stylizer = Stylizer.owning(network.style(between))) {
 *     BufferedImage painted = stylizer.apply(photo);
 *   }
 * }
 * }</pre>
 *
 * <p>Immutable; safe for concurrent use.
 */
public final class StyleCode {
  private static final String FORMAT = "format";
  private static final String FORMAT_NAME = "stylizer-style-code";
  private static final String VERSION = "version";
  private static final String VERSION_NUMBER = "1";
  private static final String NAME = "name";
  private static final String NETWORK = "network";
  private static final String TENSOR = "code";
  private static final int LONGEST_NAME = 100;
  private static final int LONGEST_CODE = 1 << 16;
  private static final Pattern FINGERPRINT = Pattern.compile("[0-9a-f]{16}");
  // Control characters, line separators, and unpaired surrogates, which UTF-8 cannot encode.
  private static final Pattern NO_TEXT = Pattern.compile("[\\p{Cc}\\p{Zl}\\p{Zp}\\p{Cs}]");

  private final String name;
  private final String network;
  private final float[] values;

  private StyleCode(String name, String network, float[] values) {
    this.name = requireName(name);
    this.network = network;
    this.values = values;
  }

  /**
   * Makes a code from its numbers.
   *
   * @param network the fingerprint of the network that they belong to, 16 hexadecimal digits
   * @param values 1 … 65536 numbers, finite and at least 0; copied
   * @return the code, without a name
   * @throws IllegalArgumentException if the fingerprint, the count or a number is out of range
   */
  public static StyleCode of(String network, float[] values) {
    return new StyleCode("", requireFingerprint(network), requireValues(values.clone()));
  }

  private static String requireFingerprint(String network) {
    if (!FINGERPRINT.matcher(network).matches()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the network of a style code is '%s', expected 16 hexadecimal digits",
              network));
    }
    return network;
  }

  private static float[] requireValues(float[] values) {
    requireLength(values.length);
    for (float value : values) {
      if (!(value >= 0 && value < Float.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "a style code holds %s, expected finite numbers of at least 0",
                value));
      }
    }
    return values;
  }

  private static void requireLength(long length) {
    if (length < 1 || length > LONGEST_CODE) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT, "a style code has %d numbers, expected 1 … %d", length, LONGEST_CODE));
    }
  }

  private static String requireName(String name) {
    if (name.length() > LONGEST_NAME || NO_TEXT.matcher(name).find()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a style name must be one line of at most %d characters, but has %d: '%s'",
              LONGEST_NAME,
              name.length(),
              NO_TEXT.matcher(name).replaceAll(" ")));
    }
    return name;
  }

  /**
   * Returns the name of the style.
   *
   * @return one line; empty if it has no name
   */
  public String name() {
    return name;
  }

  /**
   * Names the style.
   *
   * @param newName one line of at most 100 characters
   * @return the same code with that name
   * @throws IllegalArgumentException if the name is longer, or has control characters or an
   *     unpaired surrogate
   */
  public StyleCode named(String newName) {
    return new StyleCode(newName, network, values);
  }

  /**
   * Returns the network that the code belongs to.
   *
   * @return the fingerprint of the network that made it, 16 hexadecimal digits
   */
  public String network() {
    return network;
  }

  /**
   * Returns the numbers.
   *
   * @return a copy; none is negative
   */
  public float[] values() {
    return values.clone();
  }

  /**
   * Blends styles: the weighted mean of the codes.
   *
   * @param codes the codes, at least one, all of one network
   * @param weights the weight of each code, finite and at least 0; only the ratios matter
   * @return the blend, without a name
   * @throws IllegalArgumentException if there is no code, the codes are of different networks, or
   *     the weights differ in number, are out of range or are all 0
   */
  public static StyleCode blend(List<StyleCode> codes, List<Double> weights) {
    if (codes.isEmpty() || codes.size() != weights.size()) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "a blend needs at least one style and a weight for each, but found %d styles and %d weights",
              codes.size(),
              weights.size()));
    }
    double[] shares = BlendWeights.shares(weights);
    StyleCode first = codes.get(0);
    double[] mixture = new double[first.values.length];
    for (int k = 0; k < codes.size(); k++) {
      StyleCode code = codes.get(k);
      code.requireNetwork(first.network, first.values.length);
      for (int i = 0; i < mixture.length; i++) {
        mixture[i] += shares[k] * code.values[i];
      }
    }
    float[] rounded = new float[mixture.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (float) mixture[i];
    }
    return new StyleCode("", first.network, rounded);
  }

  /**
   * Interpolates between this style and another.
   *
   * @param other of the same network
   * @param share 0 for this style … 1 for the other
   * @return the code between, without a name
   * @throws IllegalArgumentException if the codes are of different networks or the share is out of
   *     range
   */
  public StyleCode interpolate(StyleCode other, double share) {
    if (!(share >= 0 && share <= 1)) {
      throw new IllegalArgumentException(
          "the share of the other style must be 0 … 1, but is " + share);
    }
    other.requireNetwork(network, values.length);
    float[] between = new float[values.length];
    for (int i = 0; i < between.length; i++) {
      between[i] = (float) ((1 - share) * values[i] + share * other.values[i]);
    }
    return new StyleCode("", network, between);
  }

  /**
   * Checks that a network can use the code.
   *
   * @param expected the fingerprint of the network
   * @param length the number of values in its codes
   * @throws IllegalArgumentException if the code is of another network or has another length
   */
  public void requireNetwork(String expected, int length) {
    if (!network.equals(expected) || values.length != length) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              ("the style code '%s' belongs to network %s and has %d numbers, expected network %s and"
                  + " %d; compute it again from its painting"),
              name,
              network,
              values.length,
              expected,
              length));
    }
  }

  /**
   * Writes the code to a safetensors file in half precision: less than 4 KB for the paper's
   * networks. An existing file is replaced atomically.
   *
   * @param file the file; its directory must exist
   * @throws IOException if writing fails
   * @throws IllegalStateException if a number is beyond 65504, which half precision cannot hold
   */
  public void save(Path file) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(FORMAT, FORMAT_NAME);
    metadata.put(VERSION, VERSION_NUMBER);
    metadata.put(NAME, name);
    metadata.put(NETWORK, network);
    SafetensorsWriter.writeHalf(file, TENSOR, values, metadata);
  }

  /**
   * Reads a code. Needs neither PyTorch nor a folder for temporary files.
   *
   * @param file from {@link #save}
   * @return the code
   * @throws WeightsFormatException if the file is damaged or holds something else
   * @throws IOException if the file is missing or cannot be read
   */
  public static StyleCode load(Path file) throws IOException {
    try (WeightsFile open = WeightsFile.open(file)) {
      return read(open);
    }
  }

  /**
   * Reads a code as {@link #load(Path)} does, from the content of the file.
   *
   * @param content the bytes of a file from {@link #save}; not modified
   * @param origin name to use in messages
   * @return the code
   * @throws WeightsFormatException if the content is damaged or something else
   * @throws IOException if it cannot be read
   */
  public static StyleCode load(byte[] content, String origin) throws IOException {
    try (WeightsFile open = WeightsFile.open(content, origin)) {
      return read(open);
    }
  }

  private static StyleCode read(WeightsFile file) throws IOException {
    try {
      requireFormat(file);
      Map<String, String> metadata = file.metadata();
      String name = metadata.getOrDefault(NAME, "");
      return of(metadata.getOrDefault(NETWORK, ""), file.readFloats(TENSOR)).named(name);
    } catch (IllegalArgumentException e) {
      throw new WeightsFormatException(file.origin(), String.valueOf(e.getMessage()), e);
    }
  }

  private static void requireFormat(WeightsFile file) throws WeightsFormatException {
    Map<String, String> metadata = file.metadata();
    boolean known =
        FORMAT_NAME.equals(metadata.get(FORMAT))
            && VERSION_NUMBER.equals(metadata.get(VERSION))
            && metadata.keySet().containsAll(List.of(NAME, NETWORK))
            && file.names().contains(TENSOR);
    if (!known) {
      throw new WeightsFormatException(
          file.origin(), "is not a style code of version " + VERSION_NUMBER + " of this library");
    }
    Shape shape = file.info(TENSOR).arrayShape();
    if (shape.dimension() != 1) {
      throw new WeightsFormatException(
          file.origin(), "the tensor code is " + shape + ", expected one dimension");
    }
    requireLength(shape.get(0));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StyleCode styleCode
        && styleCode.name.equals(name)
        && styleCode.network.equals(network)
        && Arrays.equals(styleCode.values, values);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(values);
  }

  @Override
  public String toString() {
    return "StyleCode[" + name + ", " + values.length + " numbers of network " + network + "]";
  }
}
