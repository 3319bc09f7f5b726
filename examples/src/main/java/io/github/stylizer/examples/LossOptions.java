package io.github.stylizer.examples;

import static io.github.stylizer.examples.OptionValue.ifGiven;

import io.github.stylizer.train.StyleTrainerBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a trained network's pictures are compared with, and how much each comparison counts. */
final class LossOptions {

  @Option(
      names = "--content-tap",
      paramLabel = "NAME",
      description = "Where content is compared, such as relu2_2.")
  private @Nullable String contentTap;

  @Option(names = "--content-weight", paramLabel = "W", description = "How much photos count.")
  private @Nullable Double contentWeight;

  @Option(names = "--style-weight", paramLabel = "W", description = "How much paintings count.")
  private @Nullable Double styleWeight;

  @Option(
      names = "--tv-weight",
      paramLabel = "W",
      description = "How much smoothness counts (total variation).")
  private @Nullable Double totalVariationWeight;

  /**
   * Hands over what was given.
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
