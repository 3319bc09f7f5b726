package io.github.stylizer.gatys;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.RegionalModel;
import io.github.stylizer.Style;
import io.github.stylizer.StyleModel;
import io.github.stylizer.internal.image.ImageResize;
import io.github.stylizer.internal.image.MinimumSide;
import io.github.stylizer.internal.loss.GuidedStyle;
import io.github.stylizer.internal.loss.PerceptualLoss;
import io.github.stylizer.internal.torch.CloseGuard;
import io.github.stylizer.internal.torch.ConcurrencyLimit;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Optimizes towards paintings. They are encoded anew for every photo, because their size follows
 * the photo's.
 */
final class GatysModel implements RegionalModel {
  private final CloseGuard guard = new CloseGuard("style");
  // By the device of the photos; each is compiled on first use.
  private final Map<Device, GatysPrograms> programs = new ConcurrentHashMap<>();
  private final FeatureExtractor extractor;
  private final GatysOptions options;
  private final List<Style.Painting> styles;
  private final PerceptualLoss loss;
  private final Object network;

  /**
   * Creates the model.
   *
   * @param network equal for models with the same extractor
   * @param release frees what the model owns
   */
  GatysModel(
      FeatureExtractor extractor,
      GatysOptions options,
      List<Style.Painting> styles,
      Object network,
      Runnable release) {
    this.extractor = extractor;
    this.network = network;
    this.options = options;
    this.styles = List.copyOf(styles);
    this.loss = options.weights().loss(extractor);
    styles.forEach(style -> checkSize(style.image(), style.image()));
    Map<Device, GatysPrograms> compiled = programs;
    guard.watch(this, () -> compiled.values().forEach(GatysPrograms::close), release);
  }

  @Override
  public long memory(int width, int height) {
    return (long) width * height * OptimizedPicture.bytesPerPixel(extractor);
  }

  @Override
  public NDArray stylize(NDArray content, ProgressListener listener) {
    return guard.compute(content.getShape(), () -> paintAll(content, listener));
  }

  private NDArray paintAll(NDArray content, ProgressListener listener) {
    ImageTensors.requireBatch(content, minimumSide());
    return PhotoByPhoto.paint(content, photo -> paint(photo, List.of(), listener));
  }

  @Override
  public boolean joins(StyleModel other) {
    return other instanceof GatysModel gatys
        && options.equals(gatys.options)
        && network.equals(gatys.network);
  }

  @Override
  public NDArray stylize(NDArray photo, List<Region> regions, ProgressListener listener) {
    return guard.compute(photo.getShape(), () -> paintRegions(photo, regions, listener));
  }

  private NDArray paintRegions(NDArray photo, List<Region> regions, ProgressListener listener) {
    ImageTensors.requireBatch(photo, minimumSide());
    Shape share = new Shape(1, 1, photo.getShape().get(2), photo.getShape().get(3));
    for (Region region : regions) {
      if (!joins(region.style()) || !region.share().getShape().equals(share)) {
        throw new IllegalArgumentException(
            "a region must be painted by gatys with the same options, and its share be "
                + share
                + ", but is "
                + region.share().getShape());
      }
    }
    return paint(photo, regions, listener);
  }

  @Override
  public int minimumSide() {
    return extractor.minimumSide();
  }

  /** Paints one photo, from the smallest size of the pyramid to its own. */
  private NDArray paint(NDArray photo, List<Region> regions, ProgressListener listener) {
    int height = (int) photo.getShape().get(2);
    int width = (int) photo.getShape().get(3);
    NDArray picture = photo;
    boolean first = true;
    for (int side : options.sizes(Math.max(width, height))) {
      double scale = (double) side / Math.max(width, height);
      int scaledWidth = Math.max(extractor.minimumSide(), (int) Math.round(width * scale));
      int scaledHeight = Math.max(extractor.minimumSide(), (int) Math.round(height * scale));
      NDArray content = resize(photo, scaledWidth, scaledHeight);
      NDArray start =
          first ? options.start().of(content) : resize(picture, scaledWidth, scaledHeight);
      try (NDManager size = photo.getManager().newSubManager()) {
        start.attach(size);
        GatysRun run =
            new GatysRun(
                options,
                guard,
                programs.computeIfAbsent(photo.getDevice(), this::compile),
                () -> targets(size, content, side, regions),
                start,
                listener);
        NDArray result = run.optimize();
        result.attach(photo.getManager());
        picture = result;
        first = false;
        if (run.isInterrupted()) {
          break;
        }
      }
    }
    return resize(picture, width, height);
  }

  private GatysPrograms compile(Device device) {
    return GatysPrograms.compile(loss, options.optimizer(), device);
  }

  private GatysObjective.Targets targets(
      NDManager manager, NDArray content, int side, List<Region> regions)
      throws InterruptedException {
    NDList target = ConcurrencyLimit.step(() -> loss.contentTarget(content));
    target.attach(manager);
    if (regions.isEmpty()) {
      NDList grams = styleTarget(styles, manager, side);
      return new GatysObjective.Targets(target, List.of(new GuidedStyle(grams, null)));
    }
    List<GuidedStyle> guided = new ArrayList<>();
    try (NDList maps = ConcurrencyLimit.step(() -> loss.styleMaps(content))) {
      for (Region region : regions) {
        NDList grams = styleTarget(((GatysModel) region.style()).styles, manager, side);
        guided.add(new GuidedStyle(grams, GuidedStyle.guides(region.share(), maps, manager)));
      }
    }
    return new GatysObjective.Targets(target, guided);
  }

  /** The weighted mean of the paintings' Gram matrices. */
  private NDList styleTarget(List<Style.Painting> styles, NDManager manager, int photoSide)
      throws InterruptedException {
    double sum = styles.stream().mapToDouble(Style::weight).sum();
    NDList target = new NDList();
    for (Style.Painting style : styles) {
      NDArray painting = ImageTensors.fromImage(manager, scaled(style.image(), photoSide));
      NDList grams = ConcurrencyLimit.step(() -> loss.styleTarget(painting));
      painting.close();
      for (NDArray gram : grams) {
        gram.muli((float) (style.weight() / sum));
      }
      if (target.isEmpty()) {
        target.addAll(grams);
      } else {
        for (int i = 0; i < grams.size(); i++) {
          target.get(i).addi(grams.get(i));
        }
        grams.close();
      }
    }
    return target;
  }

  private BufferedImage scaled(BufferedImage painting, int photoSide) {
    int side = Math.max(1, (int) Math.round(photoSide * options.styleScale()));
    BufferedImage scaled = ImageResize.longerSide(painting, side);
    checkSize(painting, scaled);
    return scaled;
  }

  private void checkSize(BufferedImage painting, BufferedImage scaled) {
    MinimumSide minimum = new MinimumSide(extractor.minimumSide());
    if (!minimum.admits(scaled.getWidth(), scaled.getHeight())) {
      String used =
          scaled == painting
              ? ""
              : String.format(
                  Locale.ROOT, ", resized to %dx%d", scaled.getWidth(), scaled.getHeight());
      throw new IllegalArgumentException(
          minimum.refusal(
              String.format(
                  Locale.ROOT,
                  "a painting of %dx%d%s",
                  painting.getWidth(),
                  painting.getHeight(),
                  used),
              "choose a larger size, a larger style scale or another painting"));
    }
  }

  // Between two sizes the result passes through 8 bits, which the next optimization makes up for.
  private static NDArray resize(NDArray picture, int width, int height) {
    Shape shape = picture.getShape();
    if (shape.get(2) == height && shape.get(3) == width) {
      return picture;
    }
    BufferedImage image = ImageTensors.toImage(picture);
    return ImageTensors.fromImage(picture.getManager(), ImageResize.to(image, width, height));
  }

  /** Blocks until calls in progress finish, then frees what the model owns. */
  @Override
  public void close() {
    guard.close();
  }
}
