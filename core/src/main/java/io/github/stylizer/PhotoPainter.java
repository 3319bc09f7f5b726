package io.github.stylizer;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.image.ColorStatistics;
import io.github.stylizer.internal.image.ColorTransfer;
import io.github.stylizer.internal.image.DeepImage;
import io.github.stylizer.internal.image.DetailTransfer;
import io.github.stylizer.internal.image.ImageBlend;
import io.github.stylizer.internal.image.Transparency;
import io.github.stylizer.internal.io.OneLine;
import io.github.stylizer.internal.refine.Refiner;
import io.github.stylizer.internal.torch.AvailableMemory;
import io.github.stylizer.internal.torch.EngineFailure;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.Dimension;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Paints photos with one style and one set of settings: resizes, paints, restores colors, mixes.
 *
 * @param style owned by the caller
 * @param settings how to paint
 */
record PhotoPainter(LazyStyle.Holder style, StylizerSettings settings) {
  /** What a method without a network lacks, for the message. */
  static final String STATISTICS = "has statistics that it can paint by";

  // PyTorch sends smaller feature maps to NNPACK, which complains on stderr, once for each layer,
  // where it does not know the processor.
  private static final int WARM_UP_SIDE = 128;

  /** Ends a warm-up as soon as something has been painted. */
  private static final class WarmUpDone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WarmUpDone() {
      super(null, null, false, false);
    }
  }

  BufferedImage paint(Photo photo) throws IOException {
    Photo resized = photo.resized(settings);
    return scaled(photo, resized).paintResized(resized);
  }

  /** The same for another size of a photo. */
  private PhotoPainter scaled(Photo photo, Photo resized) {
    double across = (double) resized.image().getWidth() / photo.image().getWidth();
    double down = (double) resized.image().getHeight() / photo.image().getHeight();
    return new PhotoPainter(style, settings.scaled(across, down));
  }

  private BufferedImage paintResized(Photo resized) throws IOException {
    boolean keepAlpha = Boolean.TRUE.equals(settings.keepAlpha());
    if (!keepAlpha || !Transparency.isIn(resized.image())) {
      return paintOpaque(resized);
    }
    Photo filled = new Photo(Transparency.filled(resized.image()), resized.name());
    return Transparency.withAlphaOf(resized.image(), paintOpaque(filled));
  }

  private BufferedImage paintOpaque(Photo photo) throws IOException {
    if (settings.strength() == 0 && settings.regions().isEmpty()) {
      style.requireOpen();
      return DeepImage.copyOf(photo.image(), settings.depth());
    }
    BufferedImage image = photo.image();
    BufferedImage joint = new JointPicture(this).paint(photo);
    BufferedImage painted =
        settings.strength() == 0
            ? DeepImage.copyOf(image, settings.depth())
            : mixed(image, recolored(joint == null ? inStrokes(photo) : joint));
    List<BufferedImage> ofRegions = new ArrayList<>();
    for (Region region : regions()) {
      ofRegions.add(
          joint == null ? region.painter.paint(photo) : region.painter.mixed(image, joint));
    }
    if (settings.complete() && Thread.currentThread().isInterrupted()) {
      throw new PaintingInterruptedException(
          "interrupted: the picture may be unfinished, and only complete ones are asked for");
    }
    Dimension size = new Dimension(image.getWidth(), image.getHeight());
    return laidOver(new Rectangle(size), size, image, painted, ofRegions);
  }

  /** What paints a part of the picture. */
  record Region(Mask mask, PhotoPainter painter) {}

  /** The regions, in an order that does not change, with the depth of the picture. */
  List<Region> regions() {
    List<Region> regions = new ArrayList<>();
    settings
        .regions()
        .forEach(
            (mask, stylizer) -> regions.add(new Region(mask, stylizer.painter(settings.depth()))));
    return regions;
  }

  /**
   * Lays the pictures of regions over a picture, and masks the whole: a part of it, or all.
   *
   * @param place where the part lies
   * @param whole size of the picture
   * @param photo the part of the photo
   * @param painted the part of the picture
   * @param ofRegions the parts of the pictures of {@link #regions}
   */
  BufferedImage laidOver(
      Rectangle place,
      Dimension whole,
      BufferedImage photo,
      BufferedImage painted,
      List<BufferedImage> ofRegions) {
    List<ImageBlend.Layer> layers = new ArrayList<>();
    List<Region> regions = regions();
    for (int i = 0; i < regions.size(); i++) {
      layers.add(regions.get(i).mask.layer(ofRegions.get(i), whole));
    }
    BufferedImage picture =
        layers.isEmpty() ? painted : ImageBlend.layered(painted, layers, place.getLocation());
    Mask mask = settings.mask();
    return mask == null
        ? picture
        : ImageBlend.layered(photo, List.of(mask.layer(picture, whole)), place.getLocation());
  }

  /** Restores colors and mixes, pixel by pixel. */
  BufferedImage mixed(BufferedImage photo, BufferedImage painted) {
    BufferedImage colored = painted;
    if (settings.colors() == ColorPreservation.LUMINANCE) {
      BufferedImage kept = ColorTransfer.luminance(painted, photo);
      colored = settings.kept() == 1 ? kept : ImageBlend.mix(painted, kept, settings.kept());
    }
    return settings.strength() == 1 ? colored : ImageBlend.mix(photo, colored, settings.strength());
  }

  /** Paints in another size if strokes shall be larger or smaller. */
  private BufferedImage inStrokes(Photo photo) throws IOException {
    if (settings.strokes() == 1) {
      return inColors(photo);
    }
    Photo scaled = photo.scaled(settings);
    BufferedImage painted = scaled(photo, scaled).inColors(scaled);
    return DetailTransfer.resized(painted, scaled.image(), photo.image());
  }

  /** Gives a picture the colors of another one, or of the paintings. */
  private BufferedImage recolored(BufferedImage painted) throws IOException {
    if (settings.matched() > 0) {
      ColorStatistics paintings = style.colors("matchColors").statistics();
      return ColorTransfer.matched(painted, paintings, settings.matched());
    }
    ColorStatistics palette = settings.palette();
    return palette == null ? painted : ColorTransfer.matched(painted, palette, settings.given());
  }

  private BufferedImage inColors(Photo photo) throws IOException {
    ProgressListener listener = settings.listener();
    if (settings.colors() == ColorPreservation.MATCHED_STYLE) {
      List<Style.Painting> matched = matched(photo);
      try (StyleModel model = style.model(matched, listener)) {
        return painted(photo, model, matched);
      }
    }
    if (settings.styleStrength() == 0) {
      return DeepImage.copyOf(photo.image(), settings.depth());
    }
    if (settings.styleStrength() < 1) {
      try (StyleModel model = partial().network(List.of(photo.image()))) {
        return painted(photo, model, List.of());
      }
    }
    List<Style.Painting> paintings =
        settings.refinement().isNone() ? List.of() : style.paintings("refinement");
    return painted(photo, style.model(listener), paintings);
  }

  private PartialStyle partial() {
    return new PartialStyle(style, settings.styleStrength(), settings.listener());
  }

  /** The paintings of the style, each with the colors of the photo. */
  private List<Style.Painting> matched(Photo photo) throws IOException {
    List<Style.Painting> matched = new ArrayList<>();
    for (Style.Painting painting : style.paintings("MATCHED_STYLE")) {
      BufferedImage recolored =
          ColorTransfer.matched(painting.image(), photo.image(), settings.kept());
      matched.add(new Style.Painting(recolored, painting.weight()));
    }
    return matched;
  }

  private BufferedImage painted(Photo photo, StyleModel model, List<Style.Painting> paintings)
      throws IOException {
    photo.requireSides(model.minimumSide(), "choose a larger size or another photo");
    Refiner refiner = refiner();
    if (refiner != null) {
      photo.requireSides(refiner.minimumSide(), "choose a larger size or no refinement");
    }
    StyleModel computed = computed(model);
    long memory = memory();
    TransformModel network = network(model);
    if (network != null && refiner == null && needed(photo, computed, null) > memory) {
      int side = PhotoTiles.side(computed, 0, memory);
      if (side > 0) {
        return inTiles(photo, network, side, memory);
      }
    }
    requireMemory(photo, computed, refiner);
    PhotoSource source =
        network != null && network.hasStatistics()
            ? PhotoSource.InMemory.of(photo.image())
            : PhotoSource.InMemory.withoutNoise(photo.image());
    Rectangle place = place(source);
    try (NDManager manager = PyTorchEngine.newManager()) {
      NDArray content = source.tensor(place, manager);
      NDArray picture = stylized(photo, content, computed);
      requireFinite(picture, photo.name(), model);
      // A method that works in steps was interrupted: what it has is the result.
      if (refiner != null && !Thread.currentThread().isInterrupted()) {
        int steps = settings.refinement().steps();
        picture = refiner.refine(picture, content, paintings, steps, settings.listener());
        requireFinite(picture, photo.name(), "refining the picture", "feature extractor");
      }
      return ImageTensors.toImage(picture, settings.depth())
          .getSubimage(-place.x, 0, source.width(), source.height());
    } catch (EngineException e) {
      // The photo and the result lie in native memory outside of the model.
      throw EngineFailure.of(e, shape(photo.image()));
    }
  }

  /** What is painted: all, and what lies beyond the edges if they meet. */
  private Rectangle place(PhotoSource photo) {
    int margin = settings.wrapped() ? PhotoTiles.MARGIN : 0;
    return new Rectangle(-margin, 0, photo.width() + 2 * margin, photo.height());
  }

  /** What painting may take, in bytes. */
  long memory() {
    return settings.maxMemory() == 0 ? AvailableMemory.bytes() / 2 : settings.maxMemory();
  }

  /**
   * Makes a model that paints every photo by the statistics of these.
   *
   * @param photos at least one, of the same size, resized as the settings say
   * @return the model, which the caller closes
   */
  TransformModel withStatisticsOf(List<Photo> photos) throws IOException {
    if (settings.styleStrength() < 1) {
      try (TransformModel network = partial().network(photos.stream().map(Photo::image).toList())) {
        return withStatisticsOf(photos, network);
      }
    }
    return withStatisticsOf(photos, requireNetwork(STATISTICS));
  }

  private TransformModel withStatisticsOf(List<Photo> photos, TransformModel network)
      throws IOException {
    return network.with(statisticsOf(photos, network));
  }

  /** Collects the statistics of photos as for {@link #withStatisticsOf}. */
  NormStatistics statisticsOf(List<Photo> photos) throws IOException {
    return statisticsOf(photos, requireNetwork(STATISTICS));
  }

  private NormStatistics statisticsOf(List<Photo> photos, TransformModel network)
      throws IOException {
    List<PhotoSource> sources = new ArrayList<>();
    for (Photo resized : photos) {
      Photo photo = resized.scaled(settings);
      photo.requireSides(network.minimumSide(), "choose a larger size or another photo");
      sources.add(PhotoSource.InMemory.of(photo.image()));
    }
    return new PhotoStatistics(network, memory()).of(sources);
  }

  /**
   * Returns the network that the style is painted with. It belongs to the style.
   *
   * @param purpose what needs one, for the message
   * @throws IllegalStateException if the method has none
   */
  TransformModel requireNetwork(String purpose) throws IOException {
    TransformModel network = network(style.model(settings.listener()));
    if (network == null) {
      throw new IllegalStateException(
          "only a transform network "
              + purpose
              + ", not the method of the style '"
              + style.style()
              + "'");
    }
    return network;
  }

  /** Returns the network that can be painted with in tiles; null if there is none. */
  static @Nullable TransformModel network(StyleModel model) {
    StyleModel owned = model instanceof BorrowedModel borrowed ? borrowed.model() : model;
    return owned instanceof TransformModel network ? network : null;
  }

  private BufferedImage inTiles(Photo photo, TransformModel network, int side, long memory)
      throws IOException {
    try {
      return tiles(photo.name(), network, side, memory)
          .paint(PhotoSource.InMemory.of(photo.image()));
    } catch (EngineException e) {
      throw EngineFailure.of(e, shape(photo.image()));
    }
  }

  /** Paints a photo, of which the name is known if it has one, in tiles. */
  TiledPainter tiles(@Nullable String photo, TransformModel network, int side, long memory) {
    return new TiledPainter(
        network,
        this::computed,
        side,
        settings.wrapped(),
        settings.depth(),
        memory,
        tile -> {
          style.requireOpen();
          requireFinite(tile, photo, network);
        },
        settings.listener());
  }

  /** PyTorch would fail in the middle, or the system would kill the process. */
  void requireMemory(Photo photo, StyleModel model, @Nullable Refiner refiner) {
    long needed = needed(photo, model, refiner);
    if (settings.maxMemory() != 0) {
      photo.requireMemory(needed, settings.maxMemory(), "allowed");
    }
    photo.requireMemory(needed, AvailableMemory.bytes(), "available");
  }

  private static long needed(Photo photo, StyleModel model, @Nullable Refiner refiner) {
    int width = photo.image().getWidth();
    int height = photo.image().getHeight();
    long refining = refiner == null ? 0 : refiner.memory(width, height);
    return Math.max(model.memory(width, height), refining);
  }

  void requireFinite(NDArray picture, @Nullable String photo, StyleModel model) {
    String work =
        String.format(Locale.ROOT, "painting in the style '%s' (%s)", style.style(), model);
    requireFinite(picture, photo, work, "network");
  }

  /** Damaged or huge weights give a black picture, not an error. */
  private static void requireFinite(
      NDArray picture, @Nullable String photo, String work, String network) {
    // Not finite if any value is not.
    try (NDArray sum = picture.sum()) {
      if (!Float.isFinite(sum.getFloat())) {
        String problem =
            String.format(
                Locale.ROOT,
                "%s gives values that are not finite: the weights of the %s are damaged or too large; use others",
                work,
                network);
        throw new StylizerException(OneLine.of(photo == null ? problem : photo + ": " + problem));
      }
    }
  }

  private @Nullable Refiner refiner() throws IOException {
    return settings.refinement().isNone() ? null : settings.refinement().refiner();
  }

  /** Returns the model in the precision, with the passes and the origin of the settings. */
  StyleModel computed(StyleModel model) {
    StyleModel computed =
        settings.precision() == null ? model : model.precision(settings.precision());
    boolean isNetwork = network(model) != null;
    if (settings.passes() > 1 && !isNetwork) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "only what a transform network paints can be smoothed, not what the method of the style '%s' does",
              style.style()));
    }
    return isNetwork ? ShiftedModel.of(computed, settings.passes(), settings.origin()) : computed;
  }

  private NDArray stylized(Photo photo, NDArray content, StyleModel model) {
    try {
      return model.stylize(content, settings.listener());
    } catch (IllegalArgumentException e) {
      throw photo.named(e);
    }
  }

  /** Prepares the style and paints a tiny image, or only the first of many steps. */
  void warmUp() throws IOException {
    StyleModel model = computed(style.model(settings.listener()));
    int side = Math.max(WARM_UP_SIDE, model.minimumSide());
    BufferedImage tiny = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    try (NDManager manager = PyTorchEngine.newManager()) {
      NDArray content = ImageTensors.fromImage(manager, tiny);
      warmUp(model, content);
      Refiner refiner = refiner();
      if (refiner != null) {
        refiner.refine(content, content, style.paintings("refinement"), 1, ProgressListener.NONE);
      }
    } catch (EngineException e) {
      throw EngineFailure.of(e, shape(tiny));
    }
  }

  private static void warmUp(StyleModel model, NDArray content) {
    try {
      model.stylize(content, PhotoPainter::stopAfterOneStep);
    } catch (WarmUpDone done) {
      // As intended.
    }
  }

  private static Shape shape(BufferedImage image) {
    return new Shape(1, 3, image.getHeight(), image.getWidth());
  }

  private static void stopAfterOneStep(Progress progress) {
    if (progress.done() > 0) {
      throw new WarmUpDone();
    }
  }
}
