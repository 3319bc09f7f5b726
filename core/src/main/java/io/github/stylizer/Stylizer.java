package io.github.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.image.ImageResize;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Paints photos in a style.
 *
 * <pre>{@code
 * BufferedImage painted = Stylizer.style(Path.of("painting.jpg")).apply(photo);
 * Stylizer.style(Path.of("painting.jpg")).size(512).apply(Path.of("in.jpg"), Path.of("out.png"));
 * }</pre>
 *
 * <p>A stylizer is immutable: every setting returns a new one. The style is made ready on first use
 * and kept; stylizers that differ only in {@link #size} or {@link #onProgress} share it, and {@link
 * #close()} on any of them frees it for all. One that is forgotten is freed by the garbage
 * collector. Safe for concurrent use.
 */
public final class Stylizer implements UnaryOperator<BufferedImage>, AutoCloseable {
  // Less is a mistake, even if it would be enlarged, and no method can work with it.
  private static final int MINIMUM_SIDE = 8;

  private final PreparedStyle style;
  private final int longerSide;
  private final ProgressListener listener;

  private Stylizer(PreparedStyle style, int longerSide, ProgressListener listener) {
    this.style = style;
    this.longerSide = longerSide;
    this.listener = listener;
  }

  private static Stylizer of(StyleSource source) {
    return new Stylizer(new PreparedStyle(source, null), 0, ProgressListener.NONE);
  }

  /**
   * Paints in the style of a picture file. The file is read on first use.
   *
   * @param painting any picture that {@link ImageDecoder} reads
   * @return a stylizer with the fastest method on the class path
   */
  public static Stylizer style(Path painting) {
    return blend(Map.of(painting, 1.0));
  }

  /**
   * Paints in the style of a picture.
   *
   * @param painting the painting, upright, sRGB; not modified
   * @return a stylizer with the fastest method on the class path
   */
  public static Stylizer style(BufferedImage painting) {
    List<WeightedStyle> styles = List.of(new WeightedStyle(painting, 1));
    return of((method, progress) -> method.prepare(styles, progress));
  }

  /**
   * Paints in a style that a method on the class path brings along.
   *
   * @param name one of {@link StyleMethod#styleNames()}
   * @return a stylizer
   * @throws IllegalArgumentException if no method has a style of that name
   */
  public static Stylizer style(String name) {
    StyleMethod method = StyleMethods.withStyle(name);
    return of((any, progress) -> any.named(name)).with(method);
  }

  /**
   * Paints with a model of the caller's.
   *
   * @param model stays the caller's and must outlive the stylizer
   * @return a stylizer
   */
  public static Stylizer style(StyleModel model) {
    return new Stylizer(new PreparedStyle(model), 0, ProgressListener.NONE);
  }

  /**
   * Paints in a mixture of styles. The files are read on first use.
   *
   * @param paintings picture files and how much each counts; only the ratios matter
   * @return a stylizer with the fastest method on the class path
   * @throws IllegalArgumentException if there is no painting or a weight is not above 0
   */
  public static Stylizer blend(Map<Path, Double> paintings) {
    if (paintings.isEmpty()) {
      throw new IllegalArgumentException("there must be at least one style picture");
    }
    paintings.values().forEach(WeightedStyle::checkWeight);
    Map<Path, Double> files = Map.copyOf(paintings);
    return of((method, progress) -> method.prepare(read(files), progress));
  }

  // In the order of the paths, so that sums of floats come out the same every time.
  private static List<WeightedStyle> read(Map<Path, Double> files) throws IOException {
    List<WeightedStyle> styles = new ArrayList<>();
    for (Path file : files.keySet().stream().sorted().toList()) {
      styles.add(new WeightedStyle(ImageDecoder.standard().read(file), files.get(file)));
    }
    return styles;
  }

  /**
   * Chooses the method.
   *
   * @param method how to paint
   * @return a stylizer of the same style with that method, which makes the style ready anew
   * @throws IllegalStateException if this stylizer paints with a ready {@link StyleModel}
   */
  public Stylizer with(StyleMethod method) {
    Objects.requireNonNull(method, "method");
    return new Stylizer(style.with(method), longerSide, listener);
  }

  /**
   * Resizes each photo before it is painted.
   *
   * @param longestSide the longer side of the result in pixels, at least 1; without this setting
   *     the result has the size of the photo
   * @return a stylizer with that setting
   */
  public Stylizer size(int longestSide) {
    if (longestSide < 1) {
      throw new IllegalArgumentException(
          "the size must be at least 1 pixel, but is " + longestSide);
    }
    return new Stylizer(style, longestSide, listener);
  }

  /**
   * Asks to be told of progress.
   *
   * @param progressListener told on the thread that paints
   * @return a stylizer with that setting
   */
  public Stylizer onProgress(ProgressListener progressListener) {
    Objects.requireNonNull(progressListener, "progressListener");
    return new Stylizer(style, longerSide, progressListener);
  }

  /**
   * Paints a photo.
   *
   * @param photo any picture; not modified; transparency is laid on white
   * @return a new picture of type {@link BufferedImage#TYPE_INT_RGB}
   * @throws UncheckedIOException if a style picture or weights cannot be read
   * @throws IllegalArgumentException if the photo or the painting is too small for the method
   * @throws IllegalStateException if the stylizer is closed or no method is on the class path
   */
  @Override
  public BufferedImage apply(BufferedImage photo) {
    try {
      return paint(photo);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /**
   * Paints a picture file. Nothing is written if anything fails.
   *
   * @param photo any picture that {@link ImageDecoder} reads
   * @param painted where the result goes: {@code .png}, {@code .jpg} or {@code .tif}; replaced if
   *     it exists
   * @throws IOException if a file cannot be read or written
   * @throws IllegalArgumentException if the photo or the painting is too small for the method, or
   *     the name of the result ends otherwise
   * @throws IllegalStateException if the stylizer is closed or no method is on the class path
   */
  public void apply(Path photo, Path painted) throws IOException {
    ImageEncoder.requireSupported(painted);
    ImageEncoder.standard().write(paint(ImageDecoder.standard().read(photo)), painted);
  }

  private BufferedImage paint(BufferedImage photo) throws IOException {
    if (Math.min(photo.getWidth(), photo.getHeight()) < MINIMUM_SIDE) {
      throw new IllegalArgumentException(
          "a photo of %dx%d is too small; each side needs at least %d pixels"
              .formatted(photo.getWidth(), photo.getHeight(), MINIMUM_SIDE));
    }
    StyleModel model = style.model(listener);
    BufferedImage resized = longerSide == 0 ? photo : ImageResize.longerSide(photo, longerSide);
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray content = ImageTensors.fromImage(manager, resized);
      return ImageTensors.toImage(model.stylize(content, listener));
    } finally {
      // A stylizer that nobody holds any more must not be freed while it still paints.
      Reference.reachabilityFence(style);
    }
  }

  /** Frees the style, unless it is a model of the caller's. A second call does nothing. */
  @Override
  public void close() {
    style.close();
  }
}
