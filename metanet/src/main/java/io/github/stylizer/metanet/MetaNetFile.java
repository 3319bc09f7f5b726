package io.github.stylizer.metanet;

import static io.github.stylizer.metanet.MetaNetArchitecture.WEIGHT;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.internal.weights.HalfPrecision;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Recognizes the network in a file or a pair of files, and writes it. Three layouts are known:
 *
 * <ul>
 *   <li>this library's, identified by metadata;
 *   <li>that of the compact networks trained with PyTorch, {@code format: metanet};
 *   <li>the two checkpoints of the original, without metadata: one with {@code hidden} and {@code
 *       fc1 … fc14}, one with {@code downsampling.1} and {@code upsampling.11}.
 * </ul>
 *
 * @param architecture the shape of the network
 * @param taps the taps of the statistics; empty if unknown
 */
record MetaNetFile(MetaNetArchitecture architecture, List<String> taps) {
  private static final String FORMAT = "format";
  private static final String FORMAT_NAME = "stylizer-metanet";
  private static final String PYTORCH_FORMAT_NAME = "metanet";
  private static final String VERSION = "version";
  private static final String VERSION_NUMBER = "1";
  private static final String BASE = "base";
  private static final String HIDDEN = "hidden";
  static final String FILTERS = "filters";
  static final String RANK = "rank";
  private static final String PYTORCH_UNIT = "used at unit length";
  private static final String COLOR_HEAD = "color head";
  private static final String SAMPLING = "sampling";
  private static final String ANTIALIASED = "anti-aliased";
  private static final String PYTORCH_ANTIALIAS = "antialias";
  private static final String TAPS = "taps";
  private static final String PYTORCH_STATISTICS = "statistics";
  private static final String FIRST = MetaNetArchitecture.FIRST + WEIGHT;
  private static final int LISTED_NAMES = 4;

  /**
   * Recognizes a network.
   *
   * @param main has the hidden layer and the heads
   * @param transform has the first and the last convolution; may be the same file
   * @throws WeightsFormatException if it is not a MetaNet, its shapes are inconsistent, or it has
   *     extra tensors
   */
  static MetaNetFile of(WeightsFile main, WeightsFile transform) throws WeightsFormatException {
    String format = main.metadata().get(FORMAT);
    MetaNetFile file;
    if (FORMAT_NAME.equals(format)) {
      expect(main, VERSION, VERSION_NUMBER::equals, VERSION_NUMBER);
      file = own(main, transform);
    } else {
      file = foreign(main, transform, PYTORCH_FORMAT_NAME.equals(format));
    }
    file.refuseOthers(main, transform);
    file.requirePair(main, transform);
    return file;
  }

  private static MetaNetFile own(WeightsFile main, WeightsFile transform)
      throws WeightsFormatException {
    String color = expect(main, COLOR_HEAD, List.of("yes", "no")::contains, "yes or no");
    // Files from before there was a choice have no such key.
    boolean antialiased =
        main.metadata().containsKey(SAMPLING)
            && ANTIALIASED.equals(expect(main, SAMPLING, ANTIALIASED::equals, ANTIALIASED));
    MetaNetArchitecture found =
        measured(main, transform, filters(main), color.equals("yes"), antialiased);
    expectSizes(main, found);
    return new MetaNetFile(found, taps(main));
  }

  private static void expectSizes(WeightsFile main, MetaNetArchitecture found)
      throws WeightsFormatException {
    String base = Integer.toString(found.base());
    String hidden = Integer.toString(found.hidden());
    expect(main, BASE, base::equals, base + " as in the tensor " + FIRST);
    expect(main, HIDDEN, hidden::equals, hidden + " as in the tensor " + head(found.filters()));
  }

  private static String head(StyleFilters filters) {
    return filters.firstHead() + WEIGHT;
  }

  private static StyleFilters filters(WeightsFile main) throws WeightsFormatException {
    Map<String, String> metadata = main.metadata();
    if (!FORMAT_NAME.equals(metadata.get(FORMAT))) {
      boolean compact = PYTORCH_FORMAT_NAME.equals(metadata.get(FORMAT));
      return new GeneratedFilters(
          compact && metadata.getOrDefault(FILTERS, "").startsWith(PYTORCH_UNIT));
    }
    List<String> known =
        List.of(GeneratedFilters.UNIT, GeneratedFilters.AS_GENERATED, SharedFilters.SHARED);
    String filters = expect(main, FILTERS, known::contains, String.join(" or ", known));
    return filters.equals(SharedFilters.SHARED)
        ? new SharedFilters(rank(main))
        : new GeneratedFilters(filters.equals(GeneratedFilters.UNIT));
  }

  private static int rank(WeightsFile main) throws WeightsFormatException {
    List<String> ranks =
        IntStream.rangeClosed(0, SharedFilters.MAXIMUM_RANK).mapToObj(Integer::toString).toList();
    String expected = "0 … " + SharedFilters.MAXIMUM_RANK;
    return Integer.parseInt(expect(main, RANK, ranks::contains, expected));
  }

  private static MetaNetFile foreign(WeightsFile main, WeightsFile transform, boolean compact)
      throws WeightsFormatException {
    boolean color = main.names().contains(MetaNetArchitecture.COLOR + WEIGHT);
    boolean antialiased = compact && "True".equals(main.metadata().get(PYTORCH_ANTIALIAS));
    MetaNetArchitecture found = measured(main, transform, filters(main), color, antialiased);
    if (compact) {
      expectSizes(main, found);
    }
    return new MetaNetFile(found, taps(main));
  }

  /**
   * Reads the taps of the statistics.
   *
   * @return empty if unknown
   * @throws WeightsFormatException if it is not a MetaNet, or is this library's without taps
   */
  static List<String> taps(WeightsFile main) throws WeightsFormatException {
    requireHeads(main, filters(main));
    String format = main.metadata().get(FORMAT);
    if (FORMAT_NAME.equals(format)) {
      return List.of(expect(main, TAPS, text -> !text.isBlank(), "the names of taps").split(" "));
    }
    boolean compact = PYTORCH_FORMAT_NAME.equals(format);
    String statistics = compact ? main.metadata().getOrDefault(PYTORCH_STATISTICS, "") : "";
    // Such as "relu1_2 relu2_2 relu3_4 relu4_1 of vgg19-relu4_1.safetensors".
    int end = statistics.indexOf(" of ");
    return end < 0 ? List.of() : List.of(statistics.substring(0, end).split(" "));
  }

  private static void requireHeads(WeightsFile main, StyleFilters filters)
      throws WeightsFormatException {
    for (String tensor : List.of(MetaNetArchitecture.HIDDEN + WEIGHT, head(filters))) {
      if (!main.names().contains(tensor)) {
        String some = main.names().stream().limit(LISTED_NAMES).collect(Collectors.joining(", "));
        throw new WeightsFormatException(
            main.origin(),
            String.format(
                Locale.ROOT,
                "is not a MetaNet: expected a tensor %s, found %d tensors (%s)",
                tensor,
                main.names().size(),
                some));
      }
    }
  }

  /** Reads the sizes from the tensors. */
  private static MetaNetArchitecture measured(
      WeightsFile main,
      WeightsFile transform,
      StyleFilters filters,
      boolean color,
      boolean antialiased)
      throws WeightsFormatException {
    requireHeads(main, filters);
    if (!transform.names().contains(FIRST)) {
      throw new WeightsFormatException(
          transform.origin(),
          "has no tensor "
              + FIRST
              + ": give the file of the transform network as well, which has it in the original");
    }
    int base = size(transform, FIRST, 4, 0, TransformNet.MAXIMUM_BASE);
    int hidden = size(main, head(filters), 2, 1, MetaNetArchitecture.MAXIMUM_HIDDEN);
    int statistics =
        size(
            main,
            MetaNetArchitecture.HIDDEN + WEIGHT,
            2,
            1,
            MetaNetArchitecture.MAXIMUM_STATISTICS);
    try {
      return new MetaNetArchitecture(base, hidden, statistics, filters, color, antialiased);
    } catch (IllegalArgumentException e) {
      throw new WeightsFormatException(
          main.origin(),
          String.format(
              Locale.ROOT,
              "the tensors %s, %s and %s.weight have inconsistent sizes: %s",
              FIRST,
              head(filters),
              MetaNetArchitecture.HIDDEN,
              e.getMessage()),
          e);
    }
  }

  private static int size(
      WeightsFile file, String tensor, int dimensions, int dimension, int maximum)
      throws WeightsFormatException {
    List<Long> shape = file.info(tensor).shape();
    long size = shape.size() == dimensions ? shape.get(dimension) : 0;
    if (size < 1 || size > maximum) {
      throw new WeightsFormatException(
          file.origin(),
          String.format(
              Locale.ROOT,
              "the tensor %s is %s, expected %d dimensions, dimension %d being 1 … %d",
              tensor,
              shape,
              dimensions,
              dimension + 1,
              maximum));
    }
    return (int) size;
  }

  private static String expect(
      WeightsFile file, String key, Predicate<String> allowed, String expected)
      throws WeightsFormatException {
    String value = file.metadata().get(key);
    if (value == null || !allowed.test(value)) {
      String found = value == null ? "is missing" : "is '" + value + "'";
      throw new WeightsFormatException(
          file.origin(),
          String.format(
              Locale.ROOT,
              "is a MetaNet whose metadata '%s' %s, expected %s",
              key,
              found,
              expected));
    }
    return value;
  }

  private void refuseOthers(WeightsFile main, WeightsFile transform) throws WeightsFormatException {
    Set<String> known = architecture.tensors().keySet();
    for (String tensor : transform.names()) {
      if (transform != main && main.names().contains(tensor)) {
        throw new WeightsFormatException(
            transform.origin(),
            String.format(
                Locale.ROOT,
                "has a tensor %s that is also in %s: give the two files of one pair",
                tensor,
                main.origin()));
      }
    }
    for (WeightsFile file : List.of(main, transform)) {
      for (String tensor : file.names()) {
        if (!known.contains(tensor)) {
          throw new WeightsFormatException(
              file.origin(),
              String.format(
                  Locale.ROOT,
                  "has an unexpected tensor %s %s for a MetaNet of base %d",
                  tensor,
                  file.info(tensor).shape(),
                  architecture.base()));
        }
      }
    }
  }

  private void requirePair(WeightsFile main, WeightsFile transform) throws WeightsFormatException {
    String head = head(architecture.filters());
    Shape expected = architecture.parameters().get(head);
    Shape found = main.info(head).arrayShape();
    if (!found.equals(expected)) {
      throw new WeightsFormatException(
          main.origin(),
          String.format(
              Locale.ROOT,
              "the tensor %s is %s, but the base %d of %s needs %s",
              head,
              found,
              architecture.base(),
              transform.origin(),
              expected));
    }
  }

  /** Reads the parameters, each from the file that has it. */
  static MetaNetParameters read(
      MetaNetArchitecture architecture, WeightsFile main, WeightsFile transform)
      throws IOException {
    return MetaNetParameters.load(
        architecture,
        name ->
            !main.names().contains(name) && transform.names().contains(name) ? transform : main);
  }

  /** The metadata that identifies the network. */
  static Map<String, String> metadata(MetaNetArchitecture architecture, List<String> taps) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(FORMAT, FORMAT_NAME);
    metadata.put(VERSION, VERSION_NUMBER);
    metadata.put(BASE, Integer.toString(architecture.base()));
    metadata.put(HIDDEN, Integer.toString(architecture.hidden()));
    metadata.putAll(architecture.filters().metadata());
    metadata.put(COLOR_HEAD, architecture.colorHead() ? "yes" : "no");
    metadata.put(TAPS, String.join(" ", taps));
    if (architecture.antialiased()) {
      metadata.put(SAMPLING, ANTIALIASED);
    }
    return metadata;
  }

  static void write(Path file, MetaNetParameters parameters, Map<String, String> metadata)
      throws IOException {
    SafetensorsWriter.write(file, parameters.tensors(), metadata);
  }

  /**
   * Writes tensors of more than one dimension in half precision. Biases stay float32: they take
   * little space, and the fingerprint is computed from one of them.
   *
   * @throws IllegalStateException if a weight is beyond ±65504
   */
  static void writeHalf(Path file, MetaNetParameters parameters, Map<String, String> metadata)
      throws IOException {
    try (NDManager scratch = PyTorchEngine.newManager()) {
      SafetensorsWriter.write(
          file, HalfPrecision.ofAll(parameters.tensors(), 2, scratch), metadata);
    }
  }
}
