package io.github.stylizer.examples;

import io.github.stylizer.ProgressListener;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Option;

/** Which VGG computes the features, and where its weights are. */
final class VggOptions {

  @Option(
      names = "--vgg",
      paramLabel = "FILE",
      description = "Weights of VGG-16 (.pth or .safetensors); otherwise searched or fetched.")
  private Path vgg16;

  @Option(names = "--vgg19", paramLabel = "FILE", description = "Weights of VGG-19 instead.")
  private Path vgg19;

  /**
   * Finds contradictions before anything long begins.
   *
   * @throws IllegalArgumentException if both networks are asked for
   */
  void check() {
    if (vgg16 != null && vgg19 != null) {
      throw new IllegalArgumentException("--vgg and --vgg19 exclude each other: give one of them");
    }
  }

  /**
   * Describes the network.
   *
   * @param listener told of a download
   * @return VGG-16, unless the weights of VGG-19 were given
   */
  Vgg.Builder network(ProgressListener listener) {
    Vgg.Builder builder = Vgg.builder(vgg19 == null ? VggVariant.VGG16 : VggVariant.VGG19);
    OptionValue.ifGiven(vgg16, builder::weights);
    OptionValue.ifGiven(vgg19, builder::weights);
    return builder.onProgress(listener);
  }

  /**
   * Describes the network that computes given feature maps.
   *
   * @param taps their names; none for the usual ones
   * @param listener told of a download
   * @return as {@link #network(ProgressListener)}; without any weights given, VGG-19 if VGG-16 has
   *     no such taps
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
