package io.github.stylizer.metanet;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.MethodOption;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.vgg.options.VggTextOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The text options of {@link MetaNetMethod}, which choose the user's network. */
final class MetaNetTextOptions {
  private static final String FILE = "metanet";
  private static final String TRANSFORM_NET = "transform-net";

  static final List<MethodOption> ALL =
      List.of(
          new MethodOption(
              FILE, "FILE", "MetaNet (.safetensors or .pth) to use instead of the bundled one."),
          new MethodOption(TRANSFORM_NET, "FILE", "Second file of a MetaNet stored in two.")
              .requiring(FILE),
          VggTextOptions.VGG16.requiring(FILE),
          VggTextOptions.VGG19.requiring(FILE));

  private MetaNetTextOptions() {}

  /**
   * Returns where the network comes from.
   *
   * @throws IllegalArgumentException if a name is unknown or values cannot be combined
   */
  static MetaNetSource source(Map<String, String> values) {
    List<String> names = ALL.stream().map(MethodOption::name).toList();
    for (String name : values.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException(
            String.format(
                Locale.ROOT,
                "metanet has no option '%s'; it has %s",
                name,
                String.join(", ", names)));
      }
    }
    if (!values.containsKey(FILE)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "--%s needs --%s", values.keySet().iterator().next(), FILE));
    }
    VggTextOptions vgg = VggTextOptions.of(values);
    return MetaNetSource.loadedOnce(listener -> load(values, vgg, listener));
  }

  private static MetaNet load(
      Map<String, String> values, VggTextOptions vgg, ProgressListener listener)
      throws IOException {
    Path file = Path.of(Objects.requireNonNull(values.get(FILE)));
    FeatureExtractor extractor = extractor(file, vgg, listener);
    try {
      MetaNetLoader loader = MetaNet.loader(file, extractor);
      String transformNet = values.get(TRANSFORM_NET);
      if (transformNet != null) {
        loader.transformNet(Path.of(transformNet));
      }
      return loader.loadWithExtractor();
    } catch (IOException | RuntimeException e) {
      extractor.close();
      throw e;
    }
  }

  /** VGG is loaded when a painting is first encoded; style codes do not need it. */
  private static FeatureExtractor extractor(
      Path file, VggTextOptions vgg, ProgressListener listener) throws IOException {
    List<String> taps = MetaNet.taps(file);
    try {
      return vgg.openOnDemand(taps, listener);
    } catch (IllegalArgumentException e) {
      throw new WeightsFormatException(
          file.toString(),
          "needs the taps " + String.join(" ", taps) + ", but " + e.getMessage(),
          e);
    }
  }
}
