package io.github.stylizer.examples;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.Precision;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.vgg.options.VggTextOptions;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options that choose a VGG and its weights. */
final class VggOptions {

  @Option(
      names = "--vgg",
      paramLabel = "FILE",
      description =
          "Use VGG-16 with these weights (.pth or .safetensors); 'download' fetches them, 550 MB,"
              + " unless they are here (default: the weights that are here, or else the compact"
              + " VGG that comes with the library).")
  private @Nullable String vgg16;

  @Option(
      names = "--vgg19",
      paramLabel = "FILE",
      description = "Use VGG-19 with these weights, a compact VGG of yours, or 'download'.")
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
   * Loads the network.
   *
   * @param listener receives the progress of a download
   * @return the network, which the caller closes
   * @throws IOException if weights cannot be found, fetched or read
   * @throws IllegalArgumentException if the network does not have the precision
   */
  FeatureExtractor open(Precision precision, ProgressListener listener) throws IOException {
    return chosen().open(precision, listener);
  }
}
