package io.github.stylizer.metanet;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Loads a {@link MetaNet}. Weights are copied into native memory in chunks, so that a network of
 * 870 MB needs no more heap than a small one. Not safe for concurrent use.
 */
public final class MetaNetLoader {
  private final Path file;
  private final FeatureExtractor extractor;
  private @Nullable Path transformNet;
  private boolean unitFilters;

  MetaNetLoader(Path file, FeatureExtractor extractor) {
    this.file = Objects.requireNonNull(file, "file");
    this.extractor = Objects.requireNonNull(extractor, "extractor");
  }

  /**
   * Sets a second file for the first and the last convolution of the transform network, as in the
   * original: {@code metanet_base32_….pth} and {@code …_transform_net.pth}.
   *
   * @param transformFile has {@code downsampling.1} and {@code upsampling.11}
   * @return this loader
   */
  public MetaNetLoader transformNet(Path transformFile) {
    this.transformNet = Objects.requireNonNull(transformFile, "transformFile");
    return this;
  }

  /**
   * Scales every generated filter to unit length, overriding the file. Results stay the same, since
   * an instance norm follows; training that continues from there is bounded.
   *
   * @return this loader
   */
  public MetaNetLoader unitFilters() {
    this.unitFilters = true;
    return this;
  }

  /**
   * Loads the network.
   *
   * @return the network, which the caller closes
   * @throws WeightsFormatException if a file is damaged or holds something else, the two do not
   *     match, or the network needs another extractor
   * @throws IOException if a file is missing or cannot be read
   */
  public MetaNet load() throws IOException {
    return load(false);
  }

  /** Loads the network like {@link #load()}; it owns the extractor from then on. */
  MetaNet loadWithExtractor() throws IOException {
    return load(true);
  }

  private MetaNet load(boolean ownsExtractor) throws IOException {
    try (WeightsFile main = WeightsFile.open(file)) {
      return new MetaNet(
          extractor, ownsExtractor, parameters(main), main.metadata(), main.origin());
    }
  }

  /** Loads a network from an open file. It owns the extractor from then on. */
  static MetaNet loadOwning(WeightsFile main, FeatureExtractor extractor) throws IOException {
    MetaNetFile recognized = MetaNetFile.of(main, main);
    checkExtractor(main, recognized, extractor);
    MetaNetParameters parameters = MetaNetFile.read(recognized.architecture(), main, main);
    return new MetaNet(extractor, true, parameters, main.metadata(), main.origin());
  }

  /** Loads only the parameters, which the caller closes. */
  MetaNetParameters parameters() throws IOException {
    try (WeightsFile main = WeightsFile.open(file)) {
      return parameters(main);
    }
  }

  private MetaNetParameters parameters(WeightsFile main) throws IOException {
    if (transformNet == null) {
      return parameters(main, main);
    }
    try (WeightsFile transform = WeightsFile.open(transformNet)) {
      return parameters(main, transform);
    }
  }

  private MetaNetParameters parameters(WeightsFile main, WeightsFile transform) throws IOException {
    MetaNetFile recognized = MetaNetFile.of(main, transform);
    checkExtractor(main, recognized, extractor);
    MetaNetArchitecture architecture = recognized.architecture();
    boolean scaled = unitFilters && architecture.filters() instanceof GeneratedFilters;
    return MetaNetFile.read(
        scaled ? architecture.withFilters(new GeneratedFilters(true)) : architecture,
        main,
        transform);
  }

  private static void checkExtractor(
      WeightsFile main, MetaNetFile recognized, FeatureExtractor extractor)
      throws WeightsFormatException {
    List<String> taps = extractor.taps();
    int statistics = new StyleStatistics(extractor).length();
    int expected = recognized.architecture().statistics();
    if (statistics != expected) {
      throw new WeightsFormatException(
          main.origin(),
          String.format(
              Locale.ROOT,
              "the tensor hidden.weight needs %d statistics, but the extractor with the taps %s has %d",
              expected,
              String.join(" ", taps),
              statistics));
    }
    if (!recognized.taps().isEmpty() && !recognized.taps().equals(taps)) {
      throw new WeightsFormatException(
          main.origin(),
          String.format(
              Locale.ROOT,
              "needs the statistics of %s, but the extractor has the taps %s",
              String.join(" ", recognized.taps()),
              String.join(" ", taps)));
    }
  }
}
