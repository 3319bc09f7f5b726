package io.github.stylizer.examples;

import io.github.stylizer.ProgressListener;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Options that choose a VGG and its weights. */
final class VggOptions {

  @Option(
      names = "--vgg",
      paramLabel = "FILE",
      description = "Weights of VGG-16 (.pth or .safetensors; default: found or downloaded).")
  private Path vgg16;

  @Option(
      names = "--vgg19",
      paramLabel = "FILE",
      description = "Use VGG-19 with these weights instead.")
  private Path vgg19;

  /**
   * Rejects invalid combinations before anything slow starts.
   *
   * @throws IllegalArgumentException if both networks are asked for
   */
  void check() {
    if (vgg16 != null && vgg19 != null) {
      throw new IllegalArgumentException("--vgg and --vgg19 cannot be combined");
    }
  }

  /**
   * Returns a builder for the network.
   *
   * @param listener receives the progress of a download
   * @return VGG-16, unless the weights of VGG-19 were given
   */
  Vgg.Builder network(ProgressListener listener) {
    Vgg.Builder builder = Vgg.builder(vgg19 == null ? VggVariant.VGG16 : VggVariant.VGG19);
    OptionValue.ifGiven(vgg16, builder::weights);
    OptionValue.ifGiven(vgg19, builder::weights);
    return builder.onProgress(listener);
  }

  /**
   * Returns a builder for the network with given taps.
   *
   * @param taps their names; empty for the default
   * @param listener receives the progress of a download
   * @return as {@link #network(ProgressListener)}; if no weights are given, VGG-19 if VGG-16 has no
   *     such taps
   * @throws IllegalArgumentException if the network has no such taps
   */
  Vgg.Builder network(List<String> taps, ProgressListener listener) {
    Vgg.Builder builder = network(listener);
    if (taps.isEmpty()) {
      return builder;
    }
    try {
      return builder.taps(taps);
    } catch (IllegalArgumentException e) {
      if (vgg16 != null || vgg19 != null) {
        throw e;
      }
      return Vgg.builder(VggVariant.VGG19).taps(taps).onProgress(listener);
    }
  }
}
