package io.github.stylizer.gatys;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Style;
import io.github.stylizer.internal.image.ImageResize;
import io.github.stylizer.internal.refine.BilinearResize;
import io.github.stylizer.internal.refine.PaintingColors;
import io.github.stylizer.internal.refine.PaintingSize;
import io.github.stylizer.internal.refine.PyramidDescent;
import io.github.stylizer.internal.refine.Refiner;
import io.github.stylizer.internal.torch.CloseGuard;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Paints one photo by nearest neighbors, from coarse to fine. */
final class NnstRun {
  // The start: the mean color of the painting, and the details of the photo.
  private static final int SMALLEST_SIDE = 32;
  private static final double RATE = 0.03;
  private static final double LAST_RATE = 0.015;
  // How much the photo counts beside the picture so far in the search for neighbors.
  private static final double CONTENT_SHARE = 0.3;
  // Refined towards the content of the photo alone, the picture would lose strokes again.
  private static final double OWN_CONTENT = 0.6;

  private final FeatureExtractor extractor;
  private final NearestFeatures features;
  private final NnstOptions options;
  private final List<Style.Painting> paintings;
  private final CloseGuard guard;
  private final ProgressListener listener;

  /**
   * Creates the run.
   *
   * @param guard the model's, which the listener may close
   */
  NnstRun(
      FeatureExtractor extractor,
      NearestFeatures features,
      NnstOptions options,
      List<Style.Painting> paintings,
      CloseGuard guard,
      ProgressListener listener) {
    this.extractor = extractor;
    this.features = features;
    this.options = options;
    this.paintings = paintings;
    this.guard = guard;
    this.listener = listener;
  }

  /**
   * Paints. An interrupt ends it early; the interrupt flag is then set.
   *
   * @param photo {@code (1, 3, H, W)}; not modified
   * @return the picture, attached to the manager of the photo
   */
  NDArray paint(NDArray photo) {
    try (NDManager manager = photo.getManager().newSubManager()) {
      BufferedImage original = ImageTensors.toImage(photo);
      List<Integer> sides = sides(original);
      NDArray content = at(original, sides.get(0), manager);
      NDArray picture = sides.size() == 1 ? content : start(original, content, sides.get(0));
      try {
        for (int side : sides.subList(sides.size() == 1 ? 0 : 1, sides.size())) {
          NDArray larger = at(original, side, manager);
          NDArray details = larger.sub(BilinearResize.to(content, larger));
          content = larger;
          picture = descended(BilinearResize.to(picture, content).add(details), content);
        }
        picture = finished(picture, content);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      NDArray result = BilinearResize.to(picture, photo);
      result.attach(photo.getManager());
      return result;
    }
  }

  /**
   * The longer sides to work at, ascending: each is half of the next. The first is only what the
   * next starts from, unless the photo is too small for two.
   */
  private static List<Integer> sides(BufferedImage photo) {
    int longer = Math.max(photo.getWidth(), photo.getHeight());
    int shorter = Math.min(photo.getWidth(), photo.getHeight());
    List<Integer> sides = new ArrayList<>(List.of(longer));
    for (int halved = 2; shorter / halved >= SMALLEST_SIDE; halved *= 2) {
      sides.add(0, longer / halved);
    }
    return sides;
  }

  private static NDArray at(BufferedImage image, int side, NDManager manager) {
    return ImageTensors.fromImage(manager, ImageResize.longerSide(image, side));
  }

  /** The mean color of the paintings with the finest details of the photo. */
  private NDArray start(BufferedImage photo, NDArray content, int side) {
    NDArray half = at(photo, Math.max(1, side / 2), content.getManager());
    NDArray details = content.sub(BilinearResize.to(half, content));
    double[] mean = PaintingColors.of(paintings).statistics().mean();
    BufferedImage pixel = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
    int red = (int) Math.round(mean[0]);
    int green = (int) Math.round(mean[1]);
    int blue = (int) Math.round(mean[2]);
    pixel.setRGB(0, 0, red << 16 | green << 8 | blue);
    return details.add(ImageTensors.fromImage(content.getManager(), pixel));
  }

  private double[] shares() {
    double sum = paintings.stream().mapToDouble(Style::weight).sum();
    return paintings.stream().mapToDouble(painting -> painting.weight() / sum).toArray();
  }

  /** The vectors of all paintings, each at the size of the photo: one list of taps for each. */
  private List<NDList> style(NDArray content) throws InterruptedException {
    Shape shape = content.getShape();
    double side = options.styleScale() * Math.max(shape.get(2), shape.get(3));
    int smallest = 2 * extractor.minimumSide();
    List<NDList> style = new ArrayList<>();
    for (Style.Painting painting : paintings) {
      BufferedImage resized = PaintingSize.resized(painting.image(), side, smallest);
      style.add(features.inside(ImageTensors.fromImage(content.getManager(), resized)));
    }
    return style;
  }

  /** Moves the picture towards the neighbors of its vectors, all taps together. */
  private NDArray descended(NDArray picture, NDArray content) throws InterruptedException {
    try (NDManager scratch = content.getManager().newSubManager()) {
      NDArray photo = content.duplicate();
      photo.attach(scratch);
      NDArray painted = picture.duplicate();
      painted.attach(scratch);
      List<NDArray> style = new ArrayList<>();
      for (NDList taps : style(photo)) {
        style.add(NearestFeatures.joined(taps));
      }
      NDArray mixed =
          NearestFeatures.joined(features.of(photo))
              .mul(CONTENT_SHARE)
              .add(NearestFeatures.joined(features.of(painted)).mul(1 - CONTENT_SHARE));
      NDArray target = features.replaced(mixed, NearestFeatures.collected(style, shares()));
      NDList targets = features.split(target);
      return minimized(picture, targets, true, RATE);
    }
  }

  /**
   * Moves the picture once more, towards the neighbors of each tap for itself; then matches the
   * colors, since cosines leave the contrast open, and refines.
   */
  private NDArray finished(NDArray picture, NDArray content) throws InterruptedException {
    NDArray close;
    try (NDManager scratch = content.getManager().newSubManager()) {
      NDArray painted = picture.duplicate();
      painted.attach(scratch);
      NDArray photo = content.duplicate();
      photo.attach(scratch);
      List<NDList> style = style(photo);
      NDList own = features.of(painted);
      NDList targets = new NDList();
      for (int i = 0; i < own.size(); i++) {
        int tap = i;
        List<NDArray> ofTap = style.stream().map(taps -> taps.get(tap)).toList();
        targets.add(features.replaced(own.get(i), NearestFeatures.collected(ofTap, shares())));
      }
      close = minimized(picture, targets, false, LAST_RATE);
    }
    NDArray result = PaintingColors.of(paintings).given(close);
    return options.refineSteps() == 0 || Thread.currentThread().isInterrupted()
        ? result
        : new Refiner(extractor, OWN_CONTENT)
            .refine(result, content, paintings, options.refineSteps(), listener);
  }

  private NDArray minimized(NDArray picture, NDList neighbors, boolean joint, double rate) {
    NDList targets = features.targets(neighbors);
    Shape shape = picture.getShape();
    int side = (int) Math.max(shape.get(2), shape.get(3));
    int steps = joint ? options.jointSteps(side) : options.lastSteps(side);
    String stage =
        String.format(
            Locale.ROOT,
            "painting %dx%d%s",
            shape.get(3),
            shape.get(2),
            joint ? "" : " to the end");
    long begin = System.nanoTime();
    return PyramidDescent.minimize(
        picture,
        steps,
        rate,
        (image, step) -> {
          guard.requireOpen();
          NearestFeatures.Gradient found = features.gradient(image, targets, joint);
          boolean last = step + 1 == steps;
          listener.onProgress(
              new Progress(
                  stage,
                  step + 1,
                  steps,
                  Map.of("total", found.loss()),
                  Duration.ofNanos(System.nanoTime() - begin),
                  () -> ImageTensors.toImage(image),
                  last ? "finished" : null));
          return found.gradient();
        });
  }
}
