package io.github.stylizer.examples;

import static io.github.stylizer.examples.OptionValue.ifGiven;

import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.train.StyleTrainerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The photos that a training paints now and then. */
final class ValidationOptions {

  @Option(
      names = "--photo",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Photos to paint now and then, to see how the training goes.")
  private List<Path> photos = List.of();

  @Option(
      names = "--pictures-every",
      paramLabel = "N",
      description = "Steps between two paintings of the photos.")
  private @Nullable Long picturesEvery;

  /**
   * Finds out whether the photos can be read, before anything long begins.
   *
   * @throws IOException if one cannot
   */
  void checkFiles() throws IOException {
    for (Path photo : photos) {
      ImageDecoder.standard().info(photo);
    }
  }

  /**
   * Hands over what was given.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  void configure(StyleTrainerBuilder<?> builder) {
    ifGiven(picturesEvery, builder::picturesEvery);
    builder.validation(photos);
  }
}
