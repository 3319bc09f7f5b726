package io.github.stylizer.vgg.options;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.MethodOption;
import io.github.stylizer.Precision;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.vgg.Pooling;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which VGG a method loads, parsed from text options: the one that was asked for, else the one
 * whose weights are configured or cached on this machine, else the compact VGG, which needs no
 * weights. The file that was asked for as VGG-19 may be that of a compact VGG. Immutable.
 *
 * @param variant null if none was asked for
 * @param weights the weights file; null to look for the weights, and to download them
 * @param pooling null for the network's default
 */
public record VggTextOptions(
    @Nullable VggVariant variant, @Nullable Path weights, @Nullable Pooling pooling) {
  private static final String DOWNLOAD = "download";
  private static final String OF_COMPACT = "map.relu1_2.weight";
  // The default taps of VGG-19.
  private static final List<String> COMPACT_TAPS =
      List.of("relu1_2", "relu2_2", "relu3_4", "relu4_1");

  /** The network that this machine has. */
  public static final VggTextOptions DEFAULT = new VggTextOptions(null, null, null);

  /** Selects VGG-16 by its weights file. */
  public static final MethodOption VGG16 =
      new MethodOption(
          "vgg",
          "FILE",
          "Use VGG-16 with these weights (.pth or .safetensors); 'download' fetches them, 550 MB,"
              + " unless they are here (default: the weights that are here, or else the compact VGG"
              + " that comes with the library).");

  /** Selects VGG-19 by its weights file. */
  public static final MethodOption VGG19 =
      new MethodOption(
          "vgg19", "FILE", "Use VGG-19 with these weights, a compact VGG of yours, or 'download'.");

  /** Selects how feature maps are downsampled. */
  public static final MethodOption POOLING =
      new MethodOption(
          "pooling", "max|average", "How VGG downsamples its feature maps (default: max).");

  /**
   * Reads the options.
   *
   * @param values by option name; others are ignored
   * @return the choice
   * @throws IllegalArgumentException if both networks are given or a value is invalid
   */
  public static VggTextOptions of(Map<String, String> values) {
    String vgg16 = values.get(VGG16.name());
    String vgg19 = values.get(VGG19.name());
    if (vgg16 != null && vgg19 != null) {
      throw new IllegalArgumentException("--vgg and --vgg19 cannot be combined");
    }
    String file = vgg16 != null ? vgg16 : vgg19;
    String pooling = values.get(POOLING.name());
    return new VggTextOptions(
        vgg16 != null ? VggVariant.VGG16 : vgg19 != null ? VggVariant.VGG19 : null,
        file == null || file.equals(DOWNLOAD) ? null : Path.of(file),
        pooling == null ? null : pooling(pooling));
  }

  private static Pooling pooling(String text) {
    return Arrays.stream(Pooling.values())
        .filter(
            pooling -> pooling.name().toLowerCase(Locale.ROOT).startsWith(text) && !text.isEmpty())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    String.format(
                        Locale.ROOT, "pooling must be one of max, average, but is '%s'", text)));
  }

  /**
   * Returns whether a network was asked for.
   *
   * @return false if it depends on the machine
   */
  public boolean isExplicit() {
    return variant != null;
  }

  /**
   * Loads the network.
   *
   * @param precision of the convolutions
   * @param listener receives the progress of a download; if the compact VGG is used, a stage says
   *     so
   * @return the network, which the caller closes
   * @throws IOException if weights cannot be found, fetched or read
   * @throws IllegalArgumentException if a compact VGG has to be used, but does not have the pooling
   *     or the precision
   */
  public FeatureExtractor open(Precision precision, ProgressListener listener) throws IOException {
    Path own = ownCompact();
    Optional<VggVariant> here = variant != null ? Optional.of(variant) : weightsHere();
    if (own == null && here.isPresent()) {
      return builder(here.get()).precision(precision).onProgress(listener).build();
    }
    requireOfCompact(pooling != Pooling.AVERAGE, "average pooling");
    requireOfCompact(precision == Precision.FLOAT32, "bfloat16");
    return own != null
        ? Vgg.compact(own)
        : compact(listener, "--vgg download fetches those of VGG-16");
  }

  /** The weights file, if it is that of a compact VGG. */
  private @Nullable Path ownCompact() throws IOException {
    if (variant != VggVariant.VGG19 || weights == null || !Files.isRegularFile(weights)) {
      return null;
    }
    try (WeightsFile file = WeightsFile.open(weights)) {
      return file.names().contains(OF_COMPACT) ? weights : null;
    }
  }

  /**
   * Returns a network with given taps that is loaded on first use. Only then is it decided which.
   *
   * @param taps their names; none for the default of VGG-16
   * @param listener as for {@link #open}
   * @return the network, which the caller closes
   * @throws IllegalArgumentException if no network, or not the one that was asked for, has the taps
   */
  public FeatureExtractor openOnDemand(List<String> taps, ProgressListener listener) {
    if (variant != VggVariant.VGG16 && taps.equals(COMPACT_TAPS)) {
      // Only VGG-19 has these taps.
      return new VggOrCompact(
          builder(VggVariant.VGG19).onProgress(listener).buildOnDemand(),
          () -> variant == null ? compactUnlessHere(listener) : compactIfOwn());
    }
    VggVariant chosen = variant != null ? variant : has(taps) ? VggVariant.VGG16 : VggVariant.VGG19;
    Vgg.Builder builder = builder(chosen);
    return (taps.isEmpty() ? builder : builder.taps(taps)).onProgress(listener).buildOnDemand();
  }

  private Vgg.Builder builder(VggVariant network) {
    Vgg.Builder builder = Vgg.builder(network);
    if (weights != null) {
      builder.weights(weights);
    }
    if (pooling != null) {
      builder.pooling(pooling);
    }
    return builder;
  }

  /** The first network whose weights need no download. */
  private static Optional<VggVariant> weightsHere() throws IOException {
    for (VggVariant network : VggVariant.values()) {
      if (Vgg.findWeights(network).isPresent()) {
        return Optional.of(network);
      }
    }
    return Optional.empty();
  }

  /** Whether VGG-16 has some taps. */
  private static boolean has(List<String> taps) {
    try {
      return taps.isEmpty() || Vgg.builder(VggVariant.VGG16).taps(taps) != null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static @Nullable FeatureExtractor compactUnlessHere(ProgressListener listener)
      throws IOException {
    return Vgg.findWeights(VggVariant.VGG19).isPresent()
        ? null
        : compact(listener, "--vgg19 download fetches those of VGG-19");
  }

  private @Nullable FeatureExtractor compactIfOwn() throws IOException {
    Path own = ownCompact();
    return own == null ? null : Vgg.compact(own);
  }

  /** Loads the compact VGG, and says so and how to get the full one. */
  private static FeatureExtractor compact(ProgressListener listener, String remedy)
      throws IOException {
    listener.onProgress(
        Progress.of(
            "using the compact VGG, since no weights of VGG were found (" + remedy + ")",
            0,
            0,
            Duration.ZERO));
    return Vgg.compact();
  }

  private static void requireOfCompact(boolean has, String what) {
    if (!has) {
      throw new IllegalArgumentException(
          "the compact VGG has no " + what + ": use --vgg FILE, or --vgg download");
    }
  }
}
