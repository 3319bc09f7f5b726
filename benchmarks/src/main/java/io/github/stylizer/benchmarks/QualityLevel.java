package io.github.stylizer.benchmarks;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.Quality;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.StyleMethods;
import io.github.stylizer.Stylizer;
import io.github.stylizer.gatys.GatysMethod;
import io.github.stylizer.gatys.NnstMethod;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.metanet.MetaNet;
import io.github.stylizer.metanet.MetaNetMethod;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A way to get the picture of a photo and a painting. */
@FunctionalInterface
interface QualityLevel {

  /**
   * Paints.
   *
   * @param name of photo and painting
   */
  BufferedImage paint(String name, BufferedImage photo, BufferedImage painting) throws IOException;

  /**
   * Returns a level by its name.
   *
   * @param text as the command line has it
   * @param vgg for methods that are asked to use VGG-19
   */
  static QualityLevel of(String text, FeatureExtractor vgg) throws IOException {
    Path folder = Path.of(text);
    if (Files.isDirectory(folder)) {
      return (name, photo, painting) -> ImageDecoder.standard().read(folder.resolve(name + ".png"));
    }
    int plus = text.indexOf('+');
    String method = plus < 0 ? text : text.substring(0, plus);
    int steps = plus < 0 ? 0 : Integer.parseInt(text.substring(plus + 1));
    UnaryOperator<Stylizer> setting = setting(method, vgg);
    return (name, photo, painting) -> {
      try (Stylizer stylizer = setting.apply(Stylizer.style(painting));
          Stylizer refined = steps > 0 ? stylizer.refine(steps) : stylizer) {
        return refined.apply(photo);
      }
    };
  }

  private static UnaryOperator<Stylizer> setting(String name, FeatureExtractor vgg)
      throws IOException {
    return switch (name) {
      case "photo" -> with(new UnpaintedMethod());
      case "fast" -> stylizer -> stylizer.quality(Quality.FAST);
      case "fine" -> stylizer -> stylizer.quality(Quality.FINE);
      case "fine19" -> stylizer -> stylizer.refine(14, vgg);
      case "best" -> stylizer -> stylizer.quality(Quality.BEST);
      case "best19" -> with(NnstMethod.builder(vgg).build());
      case "gatys" -> with(new GatysMethod());
      case "gatys19" -> with(GatysMethod.builder(vgg).build());
      default -> with(method(name, vgg));
    };
  }

  /** A method with options, such as {@code nnst:steps=20,refine-steps=5}, or a MetaNet file. */
  private static StyleMethod method(String text, FeatureExtractor vgg) throws IOException {
    int colon = text.indexOf(':');
    if (colon < 0) {
      // Stays in memory until the process ends.
      return MetaNetMethod.of(MetaNet.load(Path.of(text), vgg));
    }
    Map<String, String> options = new LinkedHashMap<>();
    for (String option : text.substring(colon + 1).split(",", -1)) {
      int equals = option.indexOf('=');
      options.put(option.substring(0, equals), option.substring(equals + 1));
    }
    return StyleMethods.named(text.substring(0, colon)).with(options);
  }

  private static UnaryOperator<Stylizer> with(StyleMethod method) {
    return stylizer -> stylizer.with(method);
  }
}
