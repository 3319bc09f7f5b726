package io.github.stylizer.examples;

import io.github.stylizer.ProgressListener;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.options.VggTextOptions;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that choose a VGG and its weights. */
final class VggOptions {

  @Option(
      names = "--vgg",
      paramLabel = "FILE",
      description = "Weights of VGG-16 (.pth or .safetensors; default: found or downloaded).")
  private @Nullable String vgg16;

  @Option(
      names = "--vgg19",
      paramLabel = "FILE",
      description = "Use VGG-19 with these weights instead.")
  private @Nullable String vgg19;

  /**
   * Rejects invalid combinations before anything slow starts.
   *
   * @throws IllegalArgumentException if both networks are requested
   */
  void check() {
    chosen();
  }

  private VggTextOptions chosen() {
    Map<String, String> values = new HashMap<>();
    OptionValue.ifGiven(vgg16, file -> values.put(VggTextOptions.VGG16.name(), file));
    OptionValue.ifGiven(vgg19, file -> values.put(VggTextOptions.VGG19.name(), file));
    return VggTextOptions.of(values);
  }

  /**
   * Returns a builder for the network.
   *
   * @param listener receives the progress of a download
   * @return VGG-16, unless the weights of VGG-19 were given
   */
  Vgg.Builder network(ProgressListener listener) {
    return chosen().builder().onProgress(listener);
  }
}
