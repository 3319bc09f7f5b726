package io.github.stylizer.examples;

import static io.github.stylizer.examples.OptionValue.ifGiven;

import io.github.stylizer.train.StyleTrainerBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options of the loss of networks that paint. */
final class LossOptions {

  @Option(
      names = "--content-tap",
      paramLabel = "NAME",
      description = "Tap at which content is compared, such as relu2_2.")
  private @Nullable String contentTap;

  @Option(names = "--content-weight", paramLabel = "W", description = "Weight of the content loss.")
  private @Nullable Double contentWeight;

  @Option(names = "--style-weight", paramLabel = "W", description = "Weight of the style loss.")
  private @Nullable Double styleWeight;

  @Option(
      names = "--tv-weight",
      paramLabel = "W",
      description = "Weight of the total variation (smoothness).")
  private @Nullable Double totalVariationWeight;

  /**
   * Passes the given options on.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  void configure(StyleTrainerBuilder<?> builder) {
    ifGiven(contentTap, builder::contentTap);
    ifGiven(contentWeight, builder::contentWeight);
    ifGiven(styleWeight, builder::styleWeight);
    ifGiven(totalVariationWeight, builder::totalVariationWeight);
  }
}
