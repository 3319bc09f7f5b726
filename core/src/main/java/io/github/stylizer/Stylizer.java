package io.github.stylizer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.internal.image.ColorTransfer;
import io.github.stylizer.internal.image.ImageMix;
import io.github.stylizer.internal.image.SrgbImage;
import io.github.stylizer.internal.torch.PyTorchEngine;
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
 * <p>A stylizer is immutable: every setting returns a new one, and their order does not matter; of
 * two calls of one setting the later counts. The style is made ready on first use and kept;
 * stylizers that differ only in settings other than {@link #with} share it, and {@link #close()} on
 * any of them frees it for all. One that is forgotten is freed by the garbage collector. Safe for
 * concurrent use.
 */
public final class Stylizer implements UnaryOperator<BufferedImage>, AutoCloseable {
  // Less is a mistake, even if it would be enlarged, and no method can work with it.
  private static final int MINIMUM_SIDE = 8;

  private final LazyStyle style;
  private final StylizerSettings settings;

  private Stylizer(LazyStyle style, StylizerSettings settings) {
    this.style = style;
    this.settings = settings;
  }

  private static Stylizer of(LazyStyle style) {
    return new Stylizer(style, StylizerSettings.DEFAULT);
  }

  private static Stylizer of(StylePictures pictures) {
    return of(new LazyStyle(pictures, null));
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
    return blend(List.of(new WeightedStyle(painting, 1)));
  }

  /**
   * Paints in a style that a method on the class path brings along.
   *
   * @param name of one of {@link #styles()}
   * @return a stylizer with the fastest method that has the style
   * @throws IllegalArgumentException if no method has a style of that name
   */
  public static Stylizer style(String name) {
    StyleMethod method = StyleMethods.withStyle(name);
    return of(new LazyStyle((any, progress) -> any.named(name), method));
  }

  /**
   * Returns the styles that the methods on the class path bring along.
   *
   * @return in the order of their names, one of each name; possibly none; cannot be changed
   */
  public static List<NamedStyle> styles() {
    return StyleMethods.styles();
  }

  /**
   * Paints with a model of the caller's. {@link #owning} takes it over instead.
   *
   * @param model stays the caller's and must outlive the stylizer
   * @return a stylizer
   */
  public static Stylizer style(StyleModel model) {
    return owning(new BorrowedModel(Objects.requireNonNull(model, "model")));
  }

  /**
   * Paints with a model that is handed over, so that there is one thing to close:
   *
   * <pre>{@code
   * try (Stylizer mosaic = Stylizer.owning(FastNet.load(Path.of("mosaic.safetensors")))) {
   *   BufferedImage painted = mosaic.apply(photo);
   * }
   * }</pre>
   *
   * @param model belongs to the stylizer from now on: {@link #close()} of it, or of one that was
   *     made from it by a setting, closes the model, and so does the garbage collector if all of
   *     them are forgotten
   * @return a stylizer
   */
  public static Stylizer owning(StyleModel model) {
    return of(new LazyStyle(Objects.requireNonNull(model, "model")));
  }

  /**
   * Paints in a mixture of styles. The files are read on first use, but for those of weight 0,
   * which are never read.
   *
   * @param paintings picture files and how much each counts, finite and at least 0; only the ratios
   *     matter
   * @return a stylizer with the fastest method on the class path
   * @throws IllegalArgumentException if there is no painting, a weight is out of its range, or all
   *     of them are 0
   */
  public static Stylizer blend(Map<Path, Double> paintings) {
    Map<Path, Double> files = Map.copyOf(paintings);
    files.values().forEach(StyleWeights::require);
    StyleWeights.requireAnyAboveZero(files.values());
    return of(() -> read(files));
  }

  /**
   * Paints in a mixture of styles.
   *
   * @param paintings pictures and how much each counts; only the ratios matter
   * @return a stylizer with the fastest method on the class path
   * @throws IllegalArgumentException if there is no painting, or all weights are 0
   */
  public static Stylizer blend(List<WeightedStyle> paintings) {
    List<WeightedStyle> styles = WeightedStyle.counted(paintings);
    return of(() -> styles);
  }

  // In the order of the paths, so that sums of floats come out the same every time.
  private static List<WeightedStyle> read(Map<Path, Double> files) throws IOException {
    List<WeightedStyle> styles = new ArrayList<>();
    for (Path file : files.keySet().stream().sorted().toList()) {
      if (files.get(file) > 0) {
        styles.add(new WeightedStyle(ImageDecoder.standard().read(file), files.get(file)));
      }
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
    return new Stylizer(style.with(method), settings);
  }

  /**
   * Resizes each photo before it is painted.
   *
   * @param longestSide the longer side of the result in pixels, at least 1; without this setting
   *     the result has the size of the photo
   * @return a stylizer with that setting
   * @throws IllegalArgumentException if the side is less than 1
   */
  public Stylizer size(int longestSide) {
    return new Stylizer(style, settings.longerSide(longestSide));
  }

  /**
   * Chooses how strong the style is: the result is the linear mixture of photo and painted picture,
   * pixel by pixel, after {@link #preserveColors() the colors} are restored.
   *
   * @param share from 0, which gives the photo in its final size and computes nothing, not even the
   *     style, to 1, the full style; the default is 1
   * @return a stylizer with that setting
   * @throws IllegalArgumentException if the share is not in 0 … 1
   */
  public Stylizer strength(double share) {
    return new Stylizer(style, settings.strength(share));
  }

  /**
   * Keeps the colors of the photo: {@link ColorPreservation#LUMINANCE}.
   *
   * @return a stylizer with that setting
   */
  public Stylizer preserveColors() {
    return preserveColors(ColorPreservation.LUMINANCE);
  }

  /**
   * Keeps the colors of the photo. Without this setting they are those that the style brings.
   *
   * @param preservation how
   * @return a stylizer with that setting
   * @throws IllegalStateException if {@link ColorPreservation#MATCHED_STYLE} is asked for and this
   *     stylizer paints with a ready {@link StyleModel} or a style that a method brings along
   */
  public Stylizer preserveColors(ColorPreservation preservation) {
    if (preservation == ColorPreservation.MATCHED_STYLE) {
      style.pictures();
    }
    return new Stylizer(style, settings.colors(preservation));
  }

  /**
   * Chooses the precision. {@link Precision#BFLOAT16} takes about half the time on a processor that
   * has it, and the picture differs by less than can be seen.
   *
   * @param computed what the style is computed with; without this setting it is {@link
   *     Precision#FLOAT32}, unless the style is a {@link StyleModel} in another precision
   * @return a stylizer with that setting, whose {@code apply} throws an {@link
   *     IllegalArgumentException} if the method computes in float32 only
   */
  public Stylizer precision(Precision computed) {
    return new Stylizer(style, settings.precision(computed));
  }

  /**
   * Asks to be told of progress.
   *
   * @param progressListener told on the thread that paints
   * @return a stylizer with that setting
   */
  public Stylizer onProgress(ProgressListener progressListener) {
    return new Stylizer(style, settings.listener(progressListener));
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
      return paint(new Photo(Objects.requireNonNull(photo, "photo"), null));
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
   * @throws IllegalArgumentException if the photo, which the message then names, or the painting is
   *     too small for the method, or the name of the result ends otherwise
   * @throws IllegalStateException if the stylizer is closed or no method is on the class path
   */
  public void apply(Path photo, Path painted) throws IOException {
    ImageEncoder.requireSupported(painted);
    BufferedImage image = ImageDecoder.standard().read(photo);
    ImageEncoder.standard().write(paint(new Photo(image, photo.toString())), painted);
  }

  private BufferedImage paint(Photo photo) throws IOException {
    photo.requireSides(MINIMUM_SIDE, "choose another photo");
    Photo resized = photo.resized(settings.longerSide());
    try {
      if (settings.strength() == 0) {
        style.requireOpen();
        return SrgbImage.copyOf(resized.image());
      }
      BufferedImage painted = inColors(resized);
      return settings.strength() == 1
          ? painted
          : ImageMix.of(resized.image(), painted, settings.strength());
    } finally {
      // A stylizer that nobody holds any more must not be freed while it still paints.
      Reference.reachabilityFence(style);
    }
  }

  private BufferedImage inColors(Photo photo) throws IOException {
    ProgressListener listener = settings.listener();
    if (settings.colors() == ColorPreservation.MATCHED_STYLE) {
      try (StyleModel model = style.recolored(photo.image(), listener)) {
        return painted(photo, model);
      }
    }
    BufferedImage painted = painted(photo, style.model(listener));
    return settings.colors() == ColorPreservation.LUMINANCE
        ? ColorTransfer.luminance(painted, photo.image())
        : painted;
  }

  private BufferedImage painted(Photo photo, StyleModel model) {
    photo.requireSides(model.minimumSide(), "choose a larger size or another photo");
    StyleModel computed =
        settings.precision() == null ? model : model.precision(settings.precision());
    try (NDManager manager = PyTorchEngine.newManager()) {
      NDArray content = ImageTensors.fromImage(manager, photo.image());
      return ImageTensors.toImage(stylized(photo, content, computed));
    }
  }

  private NDArray stylized(Photo photo, NDArray content, StyleModel model) {
    try {
      return model.stylize(content, settings.listener());
    } catch (IllegalArgumentException e) {
      throw photo.named(e);
    }
  }

  /**
   * Frees the style, unless it is a model that {@link #style(StyleModel)} was given. A second call
   * does nothing.
   */
  @Override
  public void close() {
    style.close();
  }
}
