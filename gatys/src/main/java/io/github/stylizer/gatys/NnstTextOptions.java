package io.github.stylizer.gatys;

import io.github.stylizer.MethodOption;
import io.github.stylizer.vgg.options.VggTextOptions;
import java.util.List;
import java.util.Map;

/** The text options of nnst; meanings and ranges are those of the builder. */
final class NnstTextOptions {
  static final List<MethodOption> ALL =
      List.of(
          new MethodOption(
              "steps",
              "N",
              "Optimization steps at each size up to 256 pixels, fewer above (default: 20)."),
          new MethodOption("refine-steps", "N", "Refinement steps at the end (default: 20)."),
          GatysTextOptions.STYLE_SCALE,
          VggTextOptions.POOLING,
          VggTextOptions.VGG16,
          VggTextOptions.VGG19);

  private NnstTextOptions() {}

  static NnstMethod method(Map<String, String> values) {
    NnstMethod.Builder builder = NnstMethod.builder();
    builder.network = VggTextOptions.of(values);
    values.forEach((name, value) -> set(builder, name, value));
    return builder.build();
  }

  private static void set(NnstMethod.Builder builder, String name, String value) {
    switch (name) {
      case "steps" -> builder.steps((int) TextOption.integer(name, value, Integer.MAX_VALUE));
      case "refine-steps" ->
          builder.refineSteps((int) TextOption.integer(name, value, Integer.MAX_VALUE));
      case "style-scale" -> builder.styleScale(TextOption.number(name, value));
      default -> TextOption.requireKnown("nnst", ALL, name);
    }
  }
}
