package io.github.stylizer.examples;

import io.github.stylizer.Mask;
import io.github.stylizer.Style;
import io.github.stylizer.Stylizer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where to paint, and with what. */
final class RegionOptions implements AutoCloseable {

  @Option(
      names = "--mask",
      paramLabel = "FILE",
      description = {
        "Paint only where this image is white, and mix where it is gray; it is stretched to the",
        "photo. Of an image with transparency, such as a cut-out, paint where it is opaque."
      })
  private @Nullable Path mask;

  @Option(names = "--invert-mask", description = "Paint where the mask is black instead.")
  private boolean inverted;

  @Option(
      names = "--region",
      paramLabel = "STYLE=FILE",
      converter = RegionConverter.class,
      description = "Paint in another style where a mask is white. Repeat for further regions.")
  private List<Region> regions = List.of();

  @Option(
      names = "--feather",
      paramLabel = "N",
      description = "Soften the edges of all masks over N pixels of the result.")
  private @Nullable Double feather;

  @Option(
      names = "--flatten",
      description =
          "Composite a transparent photo over white. By default PNG and TIFF results keep its"
              + " transparency.")
  private boolean flatten;

  private final List<Stylizer> opened = new ArrayList<>();

  /** A style, and the file of its mask. */
  record Region(Style style, Path mask) {}

  /** Parses {@code scream=person.png}. */
  static final class RegionConverter implements ITypeConverter<Region> {
    @Override
    public Region convert(String text) {
      int equals = text.lastIndexOf('=');
      if (equals < 1 || equals == text.length() - 1) {
        throw new TypeConversionException("it must be STYLE=FILE, but is '" + text + "'");
      }
      Style style = new StyleConverter().convert(text.substring(0, equals));
      return new Region(style, Path.of(text.substring(equals + 1)));
    }
  }

  /**
   * Rejects invalid combinations.
   *
   * @throws IllegalArgumentException if options cannot be combined, or the feather is out of range
   */
  void check() {
    if (inverted && mask == null) {
      throw new IllegalArgumentException("--invert-mask needs --mask");
    }
    if (feather != null && mask == null && regions.isEmpty()) {
      throw new IllegalArgumentException("--feather needs --mask or --region");
    }
    if (feather != null && !(feather >= 0 && feather <= 10_000)) {
      throw new IllegalArgumentException("--feather must be from 0 to 10000, but is " + feather);
    }
  }

  /** The files that are read, which no result may replace. */
  List<Path> files() {
    List<Path> files = new ArrayList<>();
    OptionValue.ifGiven(mask, files::add);
    for (Region region : regions) {
      files.add(region.mask);
      if (region.style instanceof Style.File file) {
        files.add(file.path());
      }
    }
    return files;
  }

  /**
   * Applies the options to a stylizer.
   *
   * @param style makes the stylizers of regions, which are closed with this object
   * @param methods the options of methods, which count for regions, too
   * @throws IOException if a mask cannot be read, or there is no such style
   */
  Stylizer with(Stylizer stylizer, StyleOptions style, MethodOptions methods) throws IOException {
    Stylizer result = flatten ? stylizer.keepAlpha(false) : stylizer;
    if (mask != null) {
      Mask read = read(mask);
      result = result.mask(inverted ? read.inverted() : read);
    }
    Map<Mask, Stylizer> painters = new HashMap<>();
    for (Region region : regions) {
      Stylizer painter = style.stylizer(List.of(region.style), methods);
      opened.add(painter);
      painters.put(read(region.mask), painter);
    }
    return painters.isEmpty() ? result : result.regions(painters);
  }

  private Mask read(Path file) throws IOException {
    return Mask.of(file).feather(Objects.requireNonNullElse(feather, 0.0));
  }

  @Override
  public void close() {
    opened.forEach(Stylizer::close);
  }
}
