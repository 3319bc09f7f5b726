package io.github.stylizer.examples;

import static io.github.stylizer.examples.OptionValue.ifGiven;

import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.train.StyleTrainerBuilder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The photos that a training paints regularly. */
final class ValidationOptions {

  @Option(
      names = "--photo",
      paramLabel = "FILE",
      arity = "1..*",
      description = "Photos to paint regularly, to show the progress of the training.")
  private List<Path> photos = List.of();

  @Option(
      names = "--pictures-every",
      paramLabel = "N",
      description = "Steps between pictures of the photos.")
  private @Nullable Long picturesEvery;

  /**
   * Checks that the photos can be read before any long work.
   *
   * @throws IOException if one cannot be read
   */
  void checkFiles() throws IOException {
    for (Path photo : photos) {
      ImageDecoder.standard().info(photo);
    }
  }

  /**
   * Passes the given options on.
   *
   * @throws IllegalArgumentException if a number is out of range
   */
  void configure(StyleTrainerBuilder<?> builder) {
    ifGiven(picturesEvery, builder::picturesEvery);
    builder.validation(photos);
  }
}
