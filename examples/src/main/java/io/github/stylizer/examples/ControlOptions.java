package io.github.stylizer.examples;

import io.github.stylizer.ColorPreservation;
import io.github.stylizer.MetadataPolicy;
import io.github.stylizer.Precision;
import io.github.stylizer.Quality;
import io.github.stylizer.Stylizer;
import io.github.stylizer.image.ImageDecoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;

/** The options that all methods share. */
final class ControlOptions {

  @Option(
      names = "--size",
      paramLabel = "N",
      description = "Longer side of the result in pixels (default: that of the photo).")
  private @Nullable Integer size;

  @Option(
      names = "--strength",
      paramLabel = "S",
      description = "Strength of the style, from 0 (photo) to 1 (full style, default).")
  private @Nullable Double strength;

  @Option(
      names = "--style-strength",
      paramLabel = "S",
      description =
          "How much of the style is taken, from 0 (the photo's own style) to 1 (the full style,"
              + " default); metanet only.")
  private @Nullable Double styleStrength;

  @Option(
      names = "--quality",
      paramLabel = "fast|fine|best",
      converter = QualityConverter.class,
      description =
          "fast (default): one pass; fine: refined by 14 steps, in seconds; best: method nnst, in"
              + " some ten seconds.")
  private @Nullable Quality quality;

  @Option(
      names = "--refine",
      paramLabel = "N",
      description =
          "Refine the painted picture by N steps of optimization, for instance 20: closer to the"
              + " painting's colors and textures, in about a second.")
  private @Nullable Integer refineSteps;

  @Option(
      names = "--preserve-colors",
      paramLabel = Preserved.LUMINANCE + "|" + Preserved.MATCHED + "|AMOUNT",
      arity = "0..1",
      fallbackValue = Preserved.LUMINANCE,
      preprocessor = AttachedValue.class,
      converter = Preserved.Converter.class,
      description = {
        "Keep the photo's colors and stylize only its lightness ("
            + Preserved.LUMINANCE
            + ", default),",
        "or recolor the painting to match each photo first (" + Preserved.MATCHED + ").",
        "A number from 0 (the style's colors) to 1 (the photo's) keeps a part of them; so does "
            + Preserved.MATCHED
            + "=AMOUNT."
      })
  private @Nullable Preserved preserved;

  @Option(
      names = "--bfloat16",
      description =
          "Compute with 8 significant bits: about twice as fast on processors that support it, with"
              + " no visible difference. Not for gatys.")
  private boolean bfloat16;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      converter = MemorySize.class,
      description = {
        "Memory that painting may take, such as 800M or 2G (default: half of what is free).",
        "A larger photo is painted in tiles, which join without a seam. Not for gatys, nnst and"
            + " refined pictures."
      })
  private @Nullable Long memory;

  @Option(
      names = "--smooth",
      paramLabel = "PASSES",
      arity = "0..1",
      fallbackValue = "4",
      preprocessor = AttachedValue.class,
      description = {
        "Paint 2 to 16 times (default: 4), each time moved by some pixels, and take the mean:",
        "removes the fine pattern of flat areas. Not for gatys and nnst."
      })
  private @Nullable Integer smooth;

  @Option(
      names = "--wrap",
      description = "Panorama of 360 degrees: the left and the right edge meet without a seam.")
  private boolean wrap;

  @Option(
      names = "--strokes",
      paramLabel = "FACTOR",
      description =
          "Make strokes so many times as large, from 0.125 to 8: paint the photo smaller, and give the"
              + " picture the photo's fine detail.")
  private @Nullable Double strokes;

  @Option(
      names = "--palette",
      paramLabel = "IMAGE[=AMOUNT]",
      converter = Palette.Converter.class,
      description =
          "Give the result the colors of this image, or a part of them, from 0 to 1 (default).")
  private @Nullable Palette palette;

  @Option(
      names = "--match-colors",
      paramLabel = "AMOUNT",
      arity = "0..1",
      fallbackValue = "1",
      preprocessor = AttachedValue.class,
      converter = Amount.class,
      description = "Give the result the colors of the painting, from 0 to 1 (default: 1).")
  private @Nullable Double matched;

  @Option(
      names = "--strip",
      description =
          "Write no metadata of the photo (EXIF, XMP, IPTC, resolution). Without this option it is"
              + " kept, except for where the photo was taken.")
  private boolean strip;

  @Option(
      names = "--keep-location",
      description = "Also keep where the photo was taken (GPS data).")
  private boolean keepLocation;

  @Option(
      names = "--depth",
      paramLabel = "8|16",
      defaultValue = "8",
      description =
          "Bits per channel of the result; 16 is for PNG and TIFF, and keeps dark and smooth areas"
              + " apart in later corrections. A photo of 16 bits is then read with so many (default:"
              + " ${DEFAULT-VALUE}).")
  private int depth;

  /** Parses the names of quality. */
  static final class QualityConverter extends NameConverter<Quality> {
    QualityConverter() {
      super(Quality.values());
    }
  }

  /** Takes a value only after an equals sign: what follows a space is the photo. */
  static final class AttachedValue implements IParameterPreprocessor {

    @Override
    public boolean preprocess(
        Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> info) {
      if (!"=".equals(info.get("separator"))) {
        arguments.push(((OptionSpec) option).fallbackValue());
      }
      return false;
    }
  }

  /**
   * Checks ranges.
   *
   * @param methodChosen whether other options choose the method
   * @throws IllegalArgumentException if a number is out of range, or options cannot be combined
   */
  void check(boolean methodChosen) {
    if (quality == Quality.BEST && methodChosen) {
      throw new IllegalArgumentException(
          "--quality best chooses the method nnst: do not combine it with --model, --method or"
              + " options of another method");
    }
    if (quality != null && refineSteps != null) {
      throw new IllegalArgumentException("--quality and --refine cannot be combined");
    }
    if (size != null && size < 1) {
      throw new IllegalArgumentException("--size must be at least 1, but is " + size);
    }
    if (refineSteps != null && refineSteps < 0) {
      throw new IllegalArgumentException("--refine must be at least 0, but is " + refineSteps);
    }
    if (smooth != null && (smooth < 1 || smooth > 16)) {
      throw new IllegalArgumentException("--smooth must be from 1 to 16, but is " + smooth);
    }
    if (depth != 8 && depth != 16) {
      throw new IllegalArgumentException("--depth must be 8 or 16, but is " + depth);
    }
    if (strokes != null && !(strokes >= 0.125 && strokes <= 8)) {
      throw new IllegalArgumentException("--strokes must be from 0.125 to 8, but is " + strokes);
    }
    if (palette != null && preserved != null && preserved.way() == ColorPreservation.LUMINANCE) {
      throw new IllegalArgumentException("--palette and --preserve-colors cannot be combined");
    }
    if (matched != null && (palette != null || preserved != null)) {
      throw new IllegalArgumentException(
          "--match-colors cannot be combined with --palette or --preserve-colors");
    }
    if (strength != null && !(strength >= 0 && strength <= 1)) {
      throw new IllegalArgumentException("--strength must be from 0 to 1, but is " + strength);
    }
    checkStyleStrength();
  }

  private void checkStyleStrength() {
    if (styleStrength == null) {
      return;
    }
    if (!(styleStrength >= 0 && styleStrength <= 1)) {
      throw new IllegalArgumentException(
          "--style-strength must be from 0 to 1, but is " + styleStrength);
    }
    if ((quality != null && quality != Quality.FAST) || refineSteps != null) {
      throw new IllegalArgumentException(
          "--style-strength cannot be combined with --quality and --refine, which work towards the"
              + " full style; use --strength");
    }
    if (preserved != null && preserved.way() == ColorPreservation.MATCHED_STYLE) {
      throw new IllegalArgumentException(
          "--style-strength and --preserve-colors=matched cannot be combined");
    }
  }

  /**
   * Checks the options for metadata.
   *
   * @param film whether a film is painted, which keeps its own
   * @throws IllegalArgumentException if they cannot be combined
   */
  void checkMetadata(boolean film) {
    if (strip && keepLocation) {
      throw new IllegalArgumentException("--strip and --keep-location cannot be combined");
    }
    if (film && (strip || keepLocation)) {
      throw new IllegalArgumentException("--strip and --keep-location are not for films");
    }
  }

  /** Bits per channel of the result. */
  int depth() {
    return depth;
  }

  /** The file that is read, which no result may replace. */
  List<Path> files() {
    return palette == null ? List.of() : List.of(palette.image());
  }

  /**
   * Applies the options to a stylizer.
   *
   * @throws IOException if an image cannot be read
   */
  Stylizer with(Stylizer stylizer) throws IOException {
    Stylizer result = size == null ? stylizer : stylizer.size(size);
    result = depth == 8 ? result : result.depth(depth);
    result = strength == null ? result : result.strength(strength);
    result = styleStrength == null ? result : result.styleStrength(styleStrength);
    result = quality == null ? result : result.quality(quality);
    result = refineSteps == null ? result : result.refine(refineSteps);
    result = memory == null ? result : result.maxMemory(memory);
    result = smooth == null ? result : result.smooth(smooth);
    result = wrap ? result.wrap() : result;
    result = strokes == null ? result : result.strokes(strokes);
    if (palette != null) {
      BufferedImage colors = ImageDecoder.standard().read(palette.image());
      result = result.palette(colors, palette.amount());
    }
    result = matched == null ? result : matching(result, matched);
    result = strip ? result.metadata(MetadataPolicy.STRIP) : result;
    result = keepLocation ? result.metadata(MetadataPolicy.KEEP_WITH_LOCATION) : result;
    result = bfloat16 ? result.precision(Precision.BFLOAT16) : result;
    return preserved == null ? result : preserved.applyTo(result);
  }

  private static Stylizer matching(Stylizer stylizer, double amount) {
    try {
      return stylizer.matchColors(amount);
    } catch (IllegalStateException e) {
      throw new IllegalArgumentException("--match-colors: " + e.getMessage(), e);
    }
  }
}
