package io.github.stylizer;

import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A style to paint in, and its weight in a blend. An immutable value, made by one of the {@code of}
 * methods:
 *
 * <pre>{@code
 * Style painting = Style.of(Path.of("painting.jpg"));
 * Style wave = Style.of("great-wave").weight(0.3);
 * BufferedImage painted = Stylizer.blend(painting.weight(0.7), wave).apply(photo);
 * }</pre>
 *
 * <p>A {@link StyleMethod} receives the kinds {@link Painting}, {@link Code} and {@link Bundled}; a
 * {@link File} has been read by then.
 */
public sealed interface Style {

  /**
   * The style of an image in memory.
   *
   * @param painting upright, sRGB; not modified, and must not change while it is in use
   * @return the style, with weight 1
   */
  static Style of(BufferedImage painting) {
    return new Painting(painting, 1);
  }

  /**
   * The style in a file: any image that {@link io.github.stylizer.image.ImageDecoder} reads, or a
   * style code that {@link StyleCode#save} wrote, usually called {@code NAME.style}. The file is
   * read on first use.
   *
   * @param file the file
   * @return the style, with weight 1
   */
  static Style of(Path file) {
    return new File(file, 1);
  }

  /**
   * The style of a code.
   *
   * @param code of the network that paints, by default {@code MetaNet.compact()}
   * @return the style, with weight 1
   */
  static Style of(StyleCode code) {
    return new Code(code, 1);
  }

  /**
   * A style bundled with a method.
   *
   * @param name of one of {@link Stylizer#styles()}
   * @return the style, with weight 1
   */
  static Style of(String name) {
    return new Bundled(name, 1);
  }

  /**
   * Returns the weight of the style in a blend.
   *
   * @return finite and at least 0; only the ratio to the other weights matters
   */
  double weight();

  /**
   * Sets the weight of the style in a blend.
   *
   * @param weight finite and at least 0; a style of weight 0 is left out, and its file is not read
   * @return the same style with that weight
   * @throws IllegalArgumentException if the weight is out of range
   */
  Style weight(double weight);

  /**
   * Leaves out the styles of weight 0. Every {@link StyleMethod} starts with this.
   *
   * @param styles any number
   * @return at least one, those with a weight above 0, in their order
   * @throws IllegalArgumentException if there is no style, or all weights are 0
   */
  static List<Style> counted(List<Style> styles) {
    BlendWeights.requireAnyAboveZero(styles.stream().map(Style::weight).toList());
    return styles.stream().filter(style -> style.weight() > 0).toList();
  }

  /**
   * A painting in memory.
   *
   * @param image upright, sRGB; not modified
   * @param weight finite and at least 0
   */
  record Painting(BufferedImage image, double weight) implements Style {

    /**
     * Checks the weight.
     *
     * @param image the painting
     * @param weight finite and at least 0
     * @throws IllegalArgumentException if the weight is out of range
     */
    public Painting {
      Objects.requireNonNull(image, "image");
      BlendWeights.require(weight);
    }

    @Override
    public Painting weight(double other) {
      return new Painting(image, other);
    }

    /** Returns the size, since an image has no name. */
    @Override
    public String toString() {
      return String.format(Locale.ROOT, "image of %dx%d", image.getWidth(), image.getHeight());
    }
  }

  /**
   * A file that holds an image or a style code.
   *
   * @param path of the file
   * @param weight finite and at least 0
   */
  record File(Path path, double weight) implements Style {

    /**
     * Checks the weight.
     *
     * @param path of the file
     * @param weight finite and at least 0
     * @throws IllegalArgumentException if the weight is out of range
     */
    public File {
      Objects.requireNonNull(path, "path");
      BlendWeights.require(weight);
    }

    @Override
    public File weight(double other) {
      return new File(path, other);
    }

    /** Returns the path. */
    @Override
    public String toString() {
      return path.toString();
    }
  }

  /**
   * A style code.
   *
   * @param code the numbers
   * @param weight finite and at least 0
   */
  record Code(StyleCode code, double weight) implements Style {

    /**
     * Checks the weight.
     *
     * @param code the numbers
     * @param weight finite and at least 0
     * @throws IllegalArgumentException if the weight is out of range
     */
    public Code {
      Objects.requireNonNull(code, "code");
      BlendWeights.require(weight);
    }

    @Override
    public Code weight(double other) {
      return new Code(code, other);
    }

    /** Returns the name of the code, or {@code unnamed style code}. */
    @Override
    public String toString() {
      return code.name().isEmpty() ? "unnamed style code" : code.name();
    }
  }

  /**
   * A style bundled with a method.
   *
   * @param name of one of {@link Stylizer#styles()}
   * @param weight finite and at least 0
   */
  record Bundled(String name, double weight) implements Style {

    /**
     * Checks the weight.
     *
     * @param name of one of {@link Stylizer#styles()}
     * @param weight finite and at least 0
     * @throws IllegalArgumentException if the weight is out of range
     */
    public Bundled {
      Objects.requireNonNull(name, "name");
      BlendWeights.require(weight);
    }

    @Override
    public Bundled weight(double other) {
      return new Bundled(name, other);
    }

    /** Returns the name. */
    @Override
    public String toString() {
      return name;
    }
  }
}
