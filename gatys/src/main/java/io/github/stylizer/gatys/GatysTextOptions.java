package io.github.stylizer.gatys;

import io.github.stylizer.MethodOption;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.vgg.options.VggTextOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The text options of gatys; meanings and ranges are those of the builder. */
final class GatysTextOptions {
  static final MethodOption STYLE_SCALE =
      option("style-scale", "S", "Size of the painting relative to the photo (default: 1).");

  static final List<MethodOption> ALL =
      List.of(
          option("evaluations", "N", "Loss evaluations: more is better but slower (default: 300)."),
          option("style-weight", "W", "Style weight (default: 1e6)."),
          option("content-weight", "W", "Content weight (default: 1)."),
          option("tv-weight", "W", "Total variation weight: smooths the result (default: 0)."),
          option("optimizer", "NAME", "lbfgs, lbfgs-strong-wolfe (default) or adam."),
          option("learning-rate", "R", "Learning rate (default: 1, or 0.05 for adam)."),
          option(
              "start", "content|noise|FILE", "Start from the photo (default), noise or an image."),
          STYLE_SCALE,
          option("multi-scale", "N", "Start at N pixels on the longer side and grow to full size."),
          option("seed", "N", "Random seed of the noise (default: 0)."),
          VggTextOptions.POOLING,
          VggTextOptions.VGG16,
          VggTextOptions.VGG19);

  private GatysTextOptions() {}

  private static MethodOption option(String name, String value, String description) {
    return new MethodOption(name, value, description);
  }

  static GatysMethod method(Map<String, String> values) throws IOException {
    GatysMethod.Builder builder = GatysMethod.builder();
    builder.network = VggTextOptions.of(values);
    for (Map.Entry<String, String> value : values.entrySet()) {
      set(builder, value.getKey(), value.getValue());
    }
    return builder.build();
  }

  private static void set(GatysMethod.Builder builder, String name, String value)
      throws IOException {
    switch (name) {
      case "evaluations" ->
          builder.evaluations((int) TextOption.integer(name, value, Integer.MAX_VALUE));
      case "style-weight" -> builder.styleWeight(TextOption.number(name, value));
      case "content-weight" -> builder.contentWeight(TextOption.number(name, value));
      case "tv-weight" -> builder.totalVariationWeight(TextOption.number(name, value));
      case "optimizer" -> builder.optimizer(optimizer(value));
      case "learning-rate" -> builder.learningRate(TextOption.number(name, value));
      case "start" -> start(builder, value);
      case "style-scale" -> builder.styleScale(TextOption.number(name, value));
      case "multi-scale" ->
          builder.multiScale((int) TextOption.integer(name, value, Integer.MAX_VALUE));
      case "seed" -> builder.seed(TextOption.integer(name, value, Long.MAX_VALUE));
      default -> TextOption.requireKnown("gatys", ALL, name);
    }
  }

  private static void start(GatysMethod.Builder builder, String value) throws IOException {
    switch (value) {
      case "content" -> builder.start(GatysInit.CONTENT);
      case "noise" -> builder.start(GatysInit.NOISE);
      default -> builder.startImage(ImageDecoder.standard().read(Path.of(value)));
    }
  }

  private static GatysOptimizer optimizer(String value) {
    Map<String, GatysOptimizer> named = new LinkedHashMap<>();
    for (GatysOptimizer kind : GatysOptimizer.values()) {
      named.put(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'), kind);
    }
    GatysOptimizer chosen = named.get(value);
    if (chosen == null) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "optimizer must be one of %s, but is '%s'",
              String.join(", ", named.keySet()),
              value));
    }
    return chosen;
  }
}
