package io.github.stylizer.vgg.options;

import io.github.stylizer.MethodOption;
import io.github.stylizer.vgg.Pooling;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which VGG a method loads, parsed from text options. Immutable.
 *
 * @param variant which network
 * @param weights the weights file; null for the default locations
 * @param pooling null for the network's default
 */
public record VggTextOptions(
    VggVariant variant, @Nullable Path weights, @Nullable Pooling pooling) {
  /** VGG-16 with weights from the default locations. */
  public static final VggTextOptions DEFAULT = new VggTextOptions(VggVariant.VGG16, null, null);

  /** Selects VGG-16 by its weights file. */
  public static final MethodOption VGG16 =
      new MethodOption(
          "vgg",
          "FILE",
          "Weights of VGG-16 (.pth or .safetensors) instead of the downloaded ones.");

  /** Selects VGG-19 by its weights file. */
  public static final MethodOption VGG19 =
      new MethodOption("vgg19", "FILE", "Use VGG-19 with these weights instead.");

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
    String pooling = values.get(POOLING.name());
    return new VggTextOptions(
        vgg19 == null ? VggVariant.VGG16 : VggVariant.VGG19,
        vgg16 != null ? Path.of(vgg16) : vgg19 != null ? Path.of(vgg19) : null,
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
                    "pooling must be one of max, average, but is '%s'".formatted(text)));
  }

  /**
   * Returns a builder for the network.
   *
   * @return a new builder
   */
  public Vgg.Builder builder() {
    Vgg.Builder builder = Vgg.builder(variant);
    if (weights != null) {
      builder.weights(weights);
    }
    if (pooling != null) {
      builder.pooling(pooling);
    }
    return builder;
  }

  /**
   * Returns a builder for the network with given taps.
   *
   * @param taps their names; none for the network's default
   * @return a new builder; for VGG-19 if no weights are given and VGG-16 has no such taps
   * @throws IllegalArgumentException if the network has no such taps
   */
  public Vgg.Builder builder(List<String> taps) {
    if (taps.isEmpty()) {
      return builder();
    }
    try {
      return builder().taps(taps);
    } catch (IllegalArgumentException e) {
      if (weights != null) {
        throw e;
      }
      return new VggTextOptions(VggVariant.VGG19, null, pooling).builder().taps(taps);
    }
  }
}
