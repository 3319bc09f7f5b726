package io.github.stylizer;

import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.internal.image.ColorStatistics;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Paints photos in a style.
 *
 * <pre>{@code
 * BufferedImage painted = Stylizer.style("great-wave").apply(photo);
 * Stylizer.style(Path.of("painting.jpg")).maxSize(1024).apply(Path.of("in.jpg"), Path.of("out.png"));
 * }</pre>
 *
 * <p>A stylizer is immutable: every setting returns a new one. The order of settings does not
 * matter; a later call of the same setting overrides an earlier one. The style is prepared on first
 * use. Stylizers that differ only in settings other than {@link #with} share it; it is freed when
 * all of them that used it are closed or garbage collected. Safe for concurrent use.
 *
 * <h2>Interruption</h2>
 *
 * At most as many photos are painted at once as the machine has processors; further calls wait in
 * order of arrival. An interrupted thread stops waiting or painting: a method that paints in one
 * pass throws {@link PaintingInterruptedException}; a method that works in steps, and refinement,
 * return the best picture so far, unless {@link #completeOnly} is set. The interrupt flag is set in
 * both cases.
 */
public final class Stylizer implements UnaryOperator<BufferedImage>, AutoCloseable {
  private static final Cleaner CLEANER = Cleaner.create();
  private static final int FINE_STEPS = 14;

  private final LazyStyle.Holder style;
  private final StylizerSettings settings;
  private final Cleaner.Cleanable release;

  private Stylizer(LazyStyle style, StylizerSettings settings) {
    style.requireSupport(settings.precision());
    this.style = style.hold();
    this.settings = settings;
    this.release = CLEANER.register(this, this.style);
  }

  /**
   * Paints in a style.
   *
   * @param style an image, a file, a style code or the name of a bundled style; its weight does not
   *     matter, unless it is 0
   * @return a stylizer with the fastest method that accepts the style
   * @throws IllegalArgumentException if the weight is 0, or no method has a style of that name
   */
  public static Stylizer style(Style style) {
    return blend(List.of(style));
  }

  /**
   * Paints in the style of a file: see {@link Style#of(Path)}.
   *
   * @param file an image or a style code; read on first use
   * @return a stylizer with the fastest method that accepts the style
   */
  public static Stylizer style(Path file) {
    return style(Style.of(file));
  }

  /**
   * Paints in the style of an image.
   *
   * @param painting upright, sRGB; not modified
   * @return a stylizer with the fastest method that accepts the style
   */
  public static Stylizer style(BufferedImage painting) {
    return style(Style.of(painting));
  }

  /**
   * Paints in a bundled style.
   *
   * @param name of one of {@link #styles()}
   * @return a stylizer with the fastest method that has the style
   * @throws IllegalArgumentException if no method has a style of that name
   */
  public static Stylizer style(String name) {
    return style(Style.of(name));
  }

  /**
   * Paints with a model that the caller keeps. {@link #owning} takes ownership instead.
   *
   * @param model owned by the caller; must outlive the stylizer
   * @return a stylizer
   */
  public static Stylizer style(StyleModel model) {
    return owning(new BorrowedModel(Objects.requireNonNull(model, "model")));
  }

  /**
   * Paints with a model and takes ownership of it, so that only the stylizer needs closing:
   *
   * <pre>{@code
   * try (Stylizer mosaic = Stylizer.owning(FastNet.load(Path.of("mosaic.safetensors")))) {
   *   BufferedImage painted = mosaic.apply(photo);
   * }
   * }</pre>
   *
   * Where the moment matters at which the model is freed, keep and close it yourself, and use
   * {@link #style(StyleModel)}: in {@code Stylizer.owning(model).size(1024)} a second stylizer,
   * which nobody can close, owns the model too, until it is garbage collected.
   *
   * @param model closed when this stylizer and all that were derived from it by a setting are
   *     closed or garbage collected
   * @return a stylizer
   */
  public static Stylizer owning(StyleModel model) {
    LazyStyle style = LazyStyle.of(Objects.requireNonNull(model, "model"));
    return new Stylizer(style, StylizerSettings.DEFAULT);
  }

  /**
   * Paints in a blend of styles of any kinds:
   *
   * <pre>{@code
   * Stylizer.blend(Style.of("great-wave").weight(0.3), Style.of(painting).weight(0.7)).apply(photo);
   * }</pre>
   *
   * @param styles with their weights; only the ratios matter, and a style of weight 0 is left out
   * @return a stylizer with the fastest method that accepts all of them
   * @throws IllegalArgumentException if there is no style, all weights are 0, or no method has a
   *     style of a given name
   */
  public static Stylizer blend(Style... styles) {
    return blend(List.of(styles));
  }

  /**
   * Paints in a blend of styles, as {@link #blend(Style...)} does.
   *
   * @param styles with their weights
   * @return a stylizer with the fastest method that accepts all of them
   * @throws IllegalArgumentException if there is no style, all weights are 0, or no method has a
   *     style of a given name
   */
  public static Stylizer blend(List<Style> styles) {
    List<Style> counted = Style.counted(styles);
    for (Style style : counted) {
      if (style instanceof Style.Bundled bundled) {
        StyleMethods.requireStyle(bundled.name());
      }
    }
    return new Stylizer(LazyStyle.of(counted), StylizerSettings.DEFAULT);
  }

  /**
   * Returns the bundled styles of all methods on the class path.
   *
   * @return sorted by name, without duplicates; possibly none; unmodifiable
   */
  public static List<NamedStyle> styles() {
    return StyleMethods.styles();
  }

  private Stylizer with(StylizerSettings changed) {
    style.requireOpen();
    return new Stylizer(style.style(), changed);
  }

  /**
   * Chooses the method.
   *
   * @param method how to paint
   * @return a stylizer of the same style with that method, which prepares the style again
   * @throws IllegalArgumentException if the method does not support the precision that was set
   * @throws IllegalStateException if this stylizer paints with a {@link StyleModel}, or is closed
   */
  public Stylizer with(StyleMethod method) {
    style.requireOpen();
    return new Stylizer(style.style().with(Objects.requireNonNull(method, "method")), settings);
  }

  /**
   * Sets the size of the result; smaller photos are enlarged. Without this setting and {@link
   * #maxSize} the result has the size of the photo.
   *
   * @param longerSide of the result in pixels, at least 1
   * @return a stylizer with that setting
   * @throws IllegalArgumentException if the side is less than 1
   */
  public Stylizer size(int longerSide) {
    return with(settings.longerSide(longerSide, true));
  }

  /**
   * Limits the size of the result: like {@link #size}, but a smaller photo keeps its size. The
   * later of the two settings wins.
   *
   * @param longerSide of the result in pixels at most, at least 1
   * @return a stylizer with that setting
   * @throws IllegalArgumentException if the side is less than 1
   */
  public Stylizer maxSize(int longerSide) {
    return with(settings.longerSide(longerSide, false));
  }

  /**
   * Sets the strength of the style: the result is a linear, per-pixel mix of photo and painted
   * picture, computed after {@link #preserveColors() the colors} are restored.
   *
   * @param share from 0, which returns the resized photo without even preparing the style, to 1,
   *     the full style; the default is 1
   * @return a stylizer with that setting
   * @throws IllegalArgumentException if the share is not in 0 … 1
   */
  public Stylizer strength(double share) {
    return with(settings.strength(share));
  }

  /**
   * Sets how much of the style is taken; the rest is the photo's own style. Colors and strokes grow
   * with it, while {@link #strength} lays the full strokes over the photo, paler or stronger. Needs
   * a network that reads paintings, such as {@code MetaNet}, and two passes. The photo's style is
   * computed for each photo, and once for each shot of a film.
   *
   * @param share from 0, which changes nothing, to 1, the full style; the default is 1
   * @return a stylizer with that setting. If its method is another one, painting throws {@link
   *     IllegalStateException}
   * @throws IllegalArgumentException if the share is not in 0 … 1
   * @throws IllegalStateException if the stylizer paints with a {@link StyleModel}, or refinement
   *     or {@link ColorPreservation#MATCHED_STYLE} is set
   */
  public Stylizer styleStrength(double share) {
    StylizerSettings changed = settings.styleStrength(share);
    if (share < 1) {
      style.style().requireNoModel("styleStrength");
    }
    return with(changed);
  }

  /**
   * Keeps the colors of the photo: {@link ColorPreservation#LUMINANCE}.
   *
   * @return a stylizer with that setting
   */
  public Stylizer preserveColors() {
    return preserveColors(1);
  }

  /**
   * Keeps the colors of the photo in part: {@link ColorPreservation#LUMINANCE}.
   *
   * @param amount from 0, the colors of the style, to 1, those of the photo; between them, the mean
   *     of both pictures
   * @return a stylizer with that setting
   * @throws IllegalArgumentException if the amount is not in 0 … 1
   * @throws IllegalStateException as {@link #preserveColors(ColorPreservation, double)} does
   */
  public Stylizer preserveColors(double amount) {
    return preserveColors(ColorPreservation.LUMINANCE, amount);
  }

  /**
   * Keeps the colors of the photo. Without this setting they come from the style.
   *
   * @param preservation how
   * @return a stylizer with that setting
   * @throws IllegalStateException as {@link #preserveColors(ColorPreservation, double)} does
   */
  public Stylizer preserveColors(ColorPreservation preservation) {
    return preserveColors(preservation, 1);
  }

  /**
   * Keeps the colors of the photo in part.
   *
   * @param preservation how
   * @param amount from 0, the colors of the style, to 1, those of the photo; of {@link
   *     ColorPreservation#MATCHED_STYLE}, how far the painting is recolored
   * @return a stylizer with that setting
   * @throws IllegalArgumentException if the amount is not in 0 … 1
   * @throws IllegalStateException for {@link ColorPreservation#MATCHED_STYLE} unless all styles are
   *     paintings, for {@link ColorPreservation#LUMINANCE} if a {@link #palette} is set, and for
   *     both with {@link #matchColors}
   */
  public Stylizer preserveColors(ColorPreservation preservation, double amount) {
    if (preservation == ColorPreservation.MATCHED_STYLE && amount > 0) {
      style.style().requirePaintings("MATCHED_STYLE");
    }
    return with(settings.colors(preservation, amount));
  }

  /**
   * Gives the painted picture the colors of an image: their mean and covariance, by the linear map
   * that moves colors least. With the painting itself, the picture comes as close to its palette as
   * a linear map can.
   *
   * @param image any image; not modified
   * @return a stylizer with that setting; a photo is then painted in memory, whatever its size
   * @throws IllegalStateException if {@link ColorPreservation#LUMINANCE} or {@link #matchColors} is
   *     set
   */
  public Stylizer palette(BufferedImage image) {
    return palette(image, 1);
  }

  /**
   * Gives the painted picture the colors of an image in part.
   *
   * @param image any image; not modified
   * @param amount from 0, the colors of the style, to 1, those of the image; between them, the mean
   *     of both pictures
   * @return a stylizer with that setting; a photo is then painted in memory, whatever its size
   * @throws IllegalArgumentException if the amount is not in 0 … 1
   * @throws IllegalStateException if {@link ColorPreservation#LUMINANCE} or {@link #matchColors} is
   *     set
   */
  public Stylizer palette(BufferedImage image, double amount) {
    return with(settings.palette(ColorStatistics.of(image), amount));
  }

  /**
   * Gives the painted picture the colors of its own painting, as {@link #palette} does with any
   * image: closer to the painting's colors, but with less of what the method made of them. Bundled
   * styles have the colors of a texture that stands for the painting; a blend has those of all its
   * paintings together.
   *
   * @param amount from 0, the default, for none, to 1
   * @return a stylizer with that setting; a photo is then painted in memory, whatever its size
   * @throws IllegalArgumentException if the amount is not in 0 … 1
   * @throws IllegalStateException if the style has no painting: a {@link StyleModel} or a style
   *     code; or if {@link #palette} or {@link #preserveColors() the photo's colors} are set
   */
  public Stylizer matchColors(double amount) {
    if (amount > 0) {
      style.style().requirePaintings("matchColors");
    }
    return with(settings.matched(amount));
  }

  /**
   * Makes strokes larger or smaller: the photo is painted in another size, and the picture is
   * resized to that of the photo. What that takes from a picture with larger strokes comes back
   * from the photo: its finest detail, in luma. So a photo of 4000 pixels gets the strokes that one
   * of 1000 has, in a sixteenth of the time.
   *
   * @param factor 1/8 to 8; 1, the default, leaves strokes as large as the method makes them
   * @return a stylizer with that setting; a photo is then painted in memory, whatever its size
   * @throws IllegalArgumentException if the factor is out of range
   */
  public Stylizer strokes(double factor) {
    return with(settings.strokes(factor));
  }

  /**
   * Chooses between time and quality. Stands for {@link #refine(int)}, and for {@link Quality#BEST}
   * also for {@link #with}: a later call of either overrides its part.
   *
   * @param quality what to choose
   * @return a stylizer with that setting
   * @throws IllegalArgumentException for {@link Quality#BEST} if its method is not on the class
   *     path or does not support the precision that was set
   * @throws IllegalStateException for {@link Quality#FINE} and {@link Quality#BEST} if the style
   *     has no painting: a {@link StyleModel} or a style code
   */
  public Stylizer quality(Quality quality) {
    return switch (quality) {
      case FAST -> refine(0);
      case FINE -> refine(FINE_STEPS);
      case BEST -> {
        style.style().requirePaintings("the method nnst");
        yield with(StyleMethods.named("nnst")).refine(0);
      }
    };
  }

  /**
   * Refines the painted picture: gives it the colors of the painting, and takes a few steps of
   * optimization towards the photo in its content and towards the painting in its textures. Twenty
   * steps take about a second for 256x256 pixels, and time grows with the pixels up to 1024x1024:
   * larger pictures are refined at that size. On an interrupt the result is the picture so far.
   *
   * @param steps 0, the default, for none; 20 are enough after most methods
   * @return a stylizer with that setting
   * @throws IllegalArgumentException if the steps are negative
   * @throws IllegalStateException if the style has no painting: a {@link StyleModel} or a style
   *     code
   */
  public Stylizer refine(int steps) {
    return refine(new Refinement(steps, null));
  }

  /**
   * Refines the painted picture as {@link #refine(int)} does, but compares the features of another
   * network than the compact VGG, such as a VGG-19: better, and ten times as slow.
   *
   * @param steps 0 for none
   * @param extractor owned by the caller; must outlive the stylizer
   * @return a stylizer with that setting
   * @throws IllegalArgumentException if the steps are negative
   * @throws IllegalStateException if the style has no painting: a {@link StyleModel} or a style
   *     code
   */
  public Stylizer refine(int steps, FeatureExtractor extractor) {
    return refine(new Refinement(steps, Objects.requireNonNull(extractor, "extractor")));
  }

  private Stylizer refine(Refinement refinement) {
    if (!refinement.isNone()) {
      style.style().requirePaintings("refinement");
    }
    return with(settings.refinement(refinement));
  }

  /**
   * Sets the precision. {@link Precision#BFLOAT16} takes about half the time on a processor that
   * supports it, with no visible difference.
   *
   * @param computed the precision to compute with; the default is {@link Precision#FLOAT32}, or
   *     that of the given {@link StyleModel}
   * @return a stylizer with that setting; if the method is not chosen yet, {@code apply} throws the
   *     exception below instead
   * @throws IllegalArgumentException if the method does not support it
   */
  public Stylizer precision(Precision computed) {
    return with(settings.precision(computed));
  }

  /**
   * Limits the memory that painting takes in addition to what the process has. A photo that needs
   * more is painted in tiles, if the method paints in one pass and the picture is not refined. The
   * tiles join without a seam; the statistics that all of them are painted by come from evenly
   * spread parts of the photo, so the picture differs a little from one painted as a whole.
   *
   * @param bytes at least 1; the default is half of what is free
   * @return a stylizer with that setting; {@code apply} throws a {@link StylizerException} if that
   *     is too little
   * @throws IllegalArgumentException if it is less than 1
   */
  public Stylizer maxMemory(long bytes) {
    return with(settings.maxMemory(bytes));
  }

  /**
   * Paints each photo several times, moved by up to three pixels, and takes the mean: for transform
   * networks that are not anti-aliased. Their strided convolutions give flat areas a pattern of
   * four pixels and make films flicker. Takes as many times as long.
   *
   * @param passes from 1, which is the default, to 16, which removes the pattern; 4 leave a third
   *     of it, 8 a tenth
   * @return a stylizer with that setting; it can only be used if the method of the style is a
   *     transform network
   * @throws IllegalArgumentException if the passes are out of range
   */
  public Stylizer smooth(int passes) {
    return with(settings.passes(passes));
  }

  /**
   * Paints panoramas of 360 degrees: the left and the right edge of a photo meet without a seam.
   *
   * @return a stylizer with that setting
   */
  public Stylizer wrap() {
    return with(settings.wrapped(true));
  }

  /**
   * Tells where a fixed point of the scene lies in the photo, for photos of a series in which the
   * camera moves. What a transform network paints depends on the place of each pixel in a grid of
   * four: if that moves along, brush strokes keep their places on what they are painted on. {@link
   * io.github.stylizer.film.FilmStylizer} and {@link io.github.stylizer.live.LiveStylizer} find the
   * movement themselves.
   *
   * @param x from the left edge, in pixels of the photo; may lie outside; the default is 0
   * @param y from the upper edge
   * @return a stylizer with that setting, also for its regions; methods other than transform
   *     networks ignore it
   */
  public Stylizer origin(int x, int y) {
    return with(settings.origin(x, y));
  }

  /**
   * Sets the bits per channel of the result. With 16, what the method computes is rounded to 65536
   * levels instead of 256, which later corrections need: they pull the levels of dark and smooth
   * areas apart. Photos that have 16 bits are read with so many, and mixed with the picture as they
   * are; frames of films have 8.
   *
   * @param bits 8, the default, or 16, for PNG and TIFF
   * @return a stylizer with that setting; images that it returns for 16 are of type {@link
   *     BufferedImage#TYPE_CUSTOM}: sRGB, three samples of {@code unsigned short} a pixel, or four
   *     with transparency
   * @throws IllegalArgumentException if it is another number
   */
  public Stylizer depth(int bits) {
    return with(settings.depth(bits));
  }

  /**
   * Paints only a part of the photo.
   *
   * @param mask white where the photo is painted, black where it stays
   * @return a stylizer with that setting
   */
  public Stylizer mask(Mask mask) {
    return with(settings.mask(mask));
  }

  /**
   * Paints parts of the photo in other styles:
   *
   * <pre>{@code
   * Mask person = Mask.of(Path.of("person.png"));
   * Stylizer.style("great-wave").regions(Map.of(person, Stylizer.style("scream"))).apply(photo);
   * }</pre>
   *
   * Each stylizer paints the whole photo, in the size that this one asks for; then the pictures are
   * mixed by the masks. Stylizers whose models are {@link RegionalModel}s that join, such as those
   * of gatys with the same options, paint one picture together. Where masks overlap, all count by
   * their shares. {@link #mask} applies to the mixture, {@link #strength} and {@link
   * #preserveColors} of each stylizer to its own picture, which has the {@link #depth} of this one.
   *
   * @param painters by the masks of their parts; the caller closes them, after this one
   * @return a stylizer with that setting
   * @throws IllegalArgumentException if one of them has a {@link #size}, a {@link #mask} or regions
   *     itself
   */
  public Stylizer regions(Map<Mask, Stylizer> painters) {
    return with(settings.regions(painters));
  }

  /** What paints by the settings of this stylizer, but with the depth of the whole picture. */
  PhotoPainter painter(int depth) {
    return new PhotoPainter(style, settings.depth(depth));
  }

  /** Checks that this stylizer can paint a part of a picture. */
  void requireRegion() {
    if (settings.longerSide() != 0 || settings.mask() != null || !settings.regions().isEmpty()) {
      throw new IllegalArgumentException(
          this + " paints a region: it cannot have a size, a mask or regions of its own");
    }
  }

  /**
   * Keeps the transparency of the photo: {@link #apply(BufferedImage)} returns an image of type
   * {@link BufferedImage#TYPE_INT_ARGB} if the photo is transparent anywhere. What is transparent
   * is painted as a continuation of the colors beside it, so that edges have no halo.
   *
   * @param kept whether to keep it, or to composite the photo over white; the default is true for
   *     {@link #apply(Path, Path)} if the format of the result has transparency, else false
   * @return a stylizer with that setting
   */
  public Stylizer keepAlpha(boolean kept) {
    return with(settings.keepAlpha(kept));
  }

  /**
   * Gives no unfinished picture: on an interrupt, a method that works in steps throws {@link
   * PaintingInterruptedException}, too, instead of returning the best picture so far.
   *
   * @return a stylizer with that setting
   */
  public Stylizer completeOnly() {
    return with(settings.complete(true));
  }

  /**
   * Paints by the statistics of given photos, for instance of frames of a film: a transform network
   * normalizes the contrast and the colors of every picture by its own statistics, so that frames
   * flicker and the halves of a picture do not match. What the result paints depends on nothing but
   * the pixels nearby. The statistics are collected now, of all pixels if the memory allows.
   *
   * @param photos at least one; of the same size, once they are resized as the settings so far say
   * @return a stylizer with the same settings and a network of its own, which the caller closes. It
   *     has no painting: settings that need one are refused
   * @throws StylizerException if a style or weights cannot be read, or the engine fails
   * @throws PaintingInterruptedException if the thread is interrupted
   * @throws IllegalArgumentException if there are no photos, they differ in size, or are too small
   * @throws IllegalStateException if the stylizer is closed, its method does not paint with a
   *     transform network, the network already has given statistics, or {@link
   *     ColorPreservation#MATCHED_STYLE} or refinement is set
   */
  public Stylizer withStatisticsOf(List<BufferedImage> photos) {
    requireCommonStatistics();
    List<Photo> resized = resized(photos);
    try {
      TransformModel fixed = new PhotoPainter(style, settings).withStatisticsOf(resized);
      List<BufferedImage> images = resized.stream().map(Photo::image).toList();
      return fixed(fixed, kept -> kept.eachRegion(region -> region.steady(images)));
    } catch (IOException e) {
      throw FileErrors.of(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Collects the statistics that {@link #withStatisticsOf} paints by, to paint by them elsewhere:
   * in another process, or on another machine.
   *
   * @param photos at least one; of the same size, once they are resized as the settings say
   * @return the statistics, for {@link #withStatistics} of a stylizer of the same style
   * @throws StylizerException if a style or weights cannot be read, or the engine fails
   * @throws PaintingInterruptedException if the thread is interrupted
   * @throws IllegalArgumentException if there are no photos, they differ in size, or are too small
   * @throws IllegalStateException as {@link #withStatisticsOf} does
   * @throws UnsupportedOperationException if the style strength is less than 1 or there are
   *     regions: their networks are made for the photos, so statistics alone do not tell all
   */
  public NormStatistics statisticsOf(List<BufferedImage> photos) {
    requireCommonStatistics();
    requireOneNetwork();
    try {
      return new PhotoPainter(style, settings).statisticsOf(resized(photos));
    } catch (IOException e) {
      throw FileErrors.of(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Paints by given statistics: what {@link #withStatisticsOf} makes of the photos that they were
   * collected from.
   *
   * @param statistics from {@link #statisticsOf}, of the same style
   * @return a stylizer with the same settings and a network of its own, which the caller closes
   * @throws StylizerException if a style or weights cannot be read
   * @throws IllegalArgumentException if the statistics are those of another kind of network
   * @throws IllegalStateException as {@link #withStatisticsOf} does
   * @throws UnsupportedOperationException as {@link #statisticsOf} does
   */
  public Stylizer withStatistics(NormStatistics statistics) {
    requireCommonStatistics();
    requireOneNetwork();
    try {
      PhotoPainter painter = new PhotoPainter(style, settings);
      return fixed(
          painter.requireNetwork(PhotoPainter.STATISTICS).with(statistics),
          UnaryOperator.identity());
    } catch (IOException e) {
      throw FileErrors.of(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private void requireCommonStatistics() {
    if (settings.colors() == ColorPreservation.MATCHED_STYLE || !settings.refinement().isNone()) {
      throw new IllegalStateException(
          "MATCHED_STYLE and refinement work on each picture alone: they cannot be combined with the statistics of given photos");
    }
  }

  private void requireOneNetwork() {
    if (settings.styleStrength() < 1 || !settings.regions().isEmpty()) {
      throw new UnsupportedOperationException(
          "a style strength below 1 and regions have networks made for the photos, whose statistics cannot be taken elsewhere; use withStatisticsOf");
    }
  }

  private List<Photo> resized(List<BufferedImage> photos) {
    List<Photo> resized =
        photos.stream().map(photo -> Photo.of(photo, settings.depth()).resized(settings)).toList();
    Photo.requireSameSize(resized);
    return resized;
  }

  private Stylizer fixed(TransformModel network, UnaryOperator<StylizerSettings> change)
      throws IOException {
    StylizerSettings kept =
        settings.matched() == 0
            ? settings
            : settings.resolved(style.colors("matchColors").statistics());
    return new Stylizer(LazyStyle.of(network), change.apply(kept.styleStrength(1)));
  }

  /** The same with the statistics of photos, if its method paints with a network. */
  private Stylizer steady(List<BufferedImage> photos) {
    try {
      return withStatisticsOf(photos);
    } catch (IllegalStateException e) {
      // A method without statistics, which paints every picture alone; a closed one says so later.
      return this;
    }
  }

  /**
   * Chooses what the files of {@link #apply(Path, Path)} say of their photos.
   *
   * @param policy the default is {@link MetadataPolicy#KEEP}
   * @return a stylizer with that setting
   */
  public Stylizer metadata(MetadataPolicy policy) {
    return with(settings.metadata(policy));
  }

  /**
   * Reports progress.
   *
   * @param progressListener called on the thread that paints
   * @return a stylizer with that setting
   */
  public Stylizer onProgress(ProgressListener progressListener) {
    return with(settings.listener(progressListener));
  }

  /**
   * Prepares the style now: loads weights, compiles, and paints a tiny image, so that the first
   * photo takes no longer than the next ones. A style that cannot be read fails here. With {@link
   * ColorPreservation#MATCHED_STYLE} only weights and programs are loaded, since every photo has a
   * style of its own.
   *
   * @return this stylizer
   * @throws StylizerException if the style cannot be prepared
   * @throws PaintingInterruptedException if the thread is interrupted
   * @throws IllegalArgumentException if the method does not accept the style or the precision
   * @throws IllegalStateException if the stylizer is closed, or no method is on the class path
   */
  public Stylizer prepare() {
    try {
      new PhotoPainter(style, settings).warmUp();
      return this;
    } catch (IOException e) {
      throw FileErrors.of(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Writes the network of the style as an ONNX file, which other runtimes paint with: see {@link
   * TransformModel#exportOnnx}. It is the network alone: settings such as {@link #strength} are not
   * part of it.
   *
   * @param file the file, which is replaced if it exists; its directory must exist
   * @param format the range of the colors and the precision of the stored weights
   * @throws StylizerException if the style cannot be prepared, or the file cannot be written
   * @throws PaintingInterruptedException if the thread is interrupted
   * @throws IllegalArgumentException if the method does not accept the style
   * @throws IllegalStateException if the stylizer is closed, no method is on the class path, or the
   *     method does not paint with a network, such as gatys
   */
  public void exportOnnx(Path file, OnnxFormat format) {
    try {
      new PhotoPainter(style, settings)
          .requireNetwork("can be exported")
          .exportOnnx(file, Objects.requireNonNull(format, "format"));
    } catch (IOException e) {
      throw FileErrors.of(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Paints a photo.
   *
   * @param photo any image; not modified; transparency is composited over white, or {@linkplain
   *     #keepAlpha kept}
   * @return a new image of type {@link BufferedImage#TYPE_INT_RGB}, or {@link
   *     BufferedImage#TYPE_INT_ARGB} if transparency is kept and there is any, or as {@link #depth}
   *     says
   * @throws StylizerException if a style or weights cannot be read, or the engine fails
   * @throws PaintingInterruptedException if the thread is interrupted before there is a picture
   * @throws IllegalArgumentException if the photo or a painting is too small for the method, or the
   *     method does not accept the style or the precision
   * @throws IllegalStateException if the stylizer is closed, or no method is on the class path
   */
  @Override
  public BufferedImage apply(BufferedImage photo) {
    try {
      return paint(Photo.of(Objects.requireNonNull(photo, "photo"), settings.depth()));
    } catch (IOException e) {
      throw FileErrors.of(e);
    }
  }

  /**
   * Paints an image file. If a {@link #size} is set, large JPEG and PNG files are read in a
   * fraction of the memory.
   *
   * @param photo any file that {@link ImageDecoder} reads
   * @return as {@link #apply(BufferedImage)}
   * @throws StylizerException if the photo, a style or weights cannot be read, or the engine fails;
   *     for a file the cause is an {@link IOException}
   * @throws PaintingInterruptedException if the thread is interrupted before there is a picture
   * @throws IllegalArgumentException as {@link #apply(BufferedImage)} does, with the name of the
   *     file
   * @throws IllegalStateException if the stylizer is closed, or no method is on the class path
   */
  public BufferedImage apply(Path photo) {
    try {
      return paint(Photo.read(photo, settings));
    } catch (IOException e) {
      throw FileErrors.of(e);
    }
  }

  /**
   * Paints an image file as {@link #apply(Path)} does, and writes the result with the photo's
   * {@link #metadata}. Nothing is written if anything fails, and nothing is painted if the result
   * could not be written.
   *
   * <p>If photo and result do not fit into the memory that painting may take, or into Java's heap,
   * a transform network paints strip by strip, whatever the number of pixels: a JPEG, PNG or TIFF
   * file may have sides of 65,500 pixels. Check the size of a stranger's file first.
   *
   * @param photo any file that {@link ImageDecoder} reads
   * @param painted the file to write, of a format that {@link ImageEncoder} writes; replaced if it
   *     exists, but neither the photo nor a painting is
   * @throws StylizerException if the photo, a style or weights cannot be read, the engine fails, or
   *     the result cannot be written; for a file the cause is an {@link IOException}
   * @throws PaintingInterruptedException if the thread is interrupted before there is a picture
   * @throws IllegalArgumentException as {@link #apply(BufferedImage)} does, with the name of the
   *     file, if the result's extension is not supported, its format cannot have the depth or the
   *     size, or if it would replace the photo or a painting
   * @throws IllegalStateException if the stylizer is closed, or no method is on the class path
   */
  public void apply(Path photo, Path painted) {
    ImageEncoder.requireSupported(painted, settings.depth());
    try {
      new FilePainter(new PhotoPainter(style, settings)).paint(photo, painted);
    } catch (IOException e) {
      throw FileErrors.of(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Paints an image file in memory, as {@link #apply(Path, Path)} does, but as a whole.
   *
   * @param photo the bytes of any file that {@link ImageDecoder} reads; not modified
   * @param name of the photo, for messages
   * @param extension of the result's format, such as {@code png}
   * @return the bytes of the painted file
   * @throws StylizerException if the photo, a style or weights cannot be read, or the engine fails
   * @throws PaintingInterruptedException if the thread is interrupted before there is a picture
   * @throws IllegalArgumentException as {@link #apply(BufferedImage)} does, with the name, or if
   *     the extension is not supported
   * @throws IllegalStateException if the stylizer is closed, or no method is on the class path
   */
  public byte[] apply(byte[] photo, String name, String extension) {
    try {
      return new FilePainter(new PhotoPainter(style, settings)).paint(photo, name, extension);
    } catch (IOException e) {
      throw FileErrors.of(e);
    } finally {
      Reference.reachabilityFence(this);
    }
  }

  private BufferedImage paint(Photo photo) throws IOException {
    try {
      return new PhotoPainter(style, settings).paint(photo);
    } finally {
      // Keeps the cleaner from freeing the style while an otherwise unreachable stylizer paints.
      Reference.reachabilityFence(this);
    }
  }

  /**
   * Closes this stylizer. If no other stylizer uses the style, blocks until calls in progress
   * finish and frees it, unless it is a model passed to {@link #style(StyleModel)}. Further calls
   * have no effect.
   */
  @Override
  public void close() {
    release.clean();
  }

  /** Describes the style and the settings that differ from the defaults. */
  @Override
  public String toString() {
    return "Stylizer[" + style.style() + settings + "]";
  }
}
