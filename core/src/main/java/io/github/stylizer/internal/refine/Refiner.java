package io.github.stylizer.internal.refine;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Style;
import io.github.stylizer.internal.image.ImageResize;
import io.github.stylizer.internal.loss.ContentTap;
import io.github.stylizer.internal.torch.ConcurrencyLimit;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Improves a painted picture: gives it the colors of the paintings, and then takes a few steps of
 * optimization towards the photo in its content and towards the paintings in the means and standard
 * deviations of their features ({@link MomentLoss}) and in their colors ({@link ColorDistance}),
 * over the {@link LaplacianPyramid}. Because the picture is painted already, 14 to 20 steps are
 * enough, half of them at half the size.
 *
 * <p>A picture whose longer side has more than 1024 pixels is refined at 1024, and the difference
 * is enlarged.
 *
 * @param extractor computes the features; the caller closes it
 * @param ownContent how much of its own content the picture keeps, 0 … 1; the rest becomes that of
 *     the photo. Strokes are content too
 */
public record Refiner(FeatureExtractor extractor, double ownContent) {
  private static final double RATE = 0.03;
  private static final double COLOR_WEIGHT = 15;
  private static final int LARGEST_SIDE = 1024;
  // Large areas settle at half the size, where a step takes a quarter of the time.
  private static final double SHARE_AT_HALF = 0.5;
  private static final int SMALLEST_HALVED = 128;
  // The peak of the process at 1024x768 with the compact VGG, less what it had before.
  private static final int BYTES_PER_PIXEL = 1_300;

  /** Refines towards the content of the photo alone. */
  public Refiner(FeatureExtractor extractor) {
    this(extractor, 0);
  }

  /** The shortest side of a picture, for which every feature map has two pixels. */
  public int minimumSide() {
    return 2 * extractor.minimumSide();
  }

  /**
   * Estimates the memory that refining a picture takes.
   *
   * @param width of the picture in pixels
   * @param height of the picture in pixels
   * @return bytes
   */
  public long memory(int width, int height) {
    double scale = Math.min(1, (double) LARGEST_SIDE / Math.max(width, height));
    return (long) (width * scale * height * scale * BYTES_PER_PIXEL);
  }

  /**
   * Refines a picture. An interrupt ends it early; the interrupt flag is then set.
   *
   * @param picture the painted photo, {@code (1, 3, H, W)}; not modified
   * @param photo of the same shape; not modified
   * @param paintings in whose style the photo was painted, with weights, at least one
   * @param steps how many, at least 1
   * @param listener receives the progress of every step
   * @return the refined picture, attached to the manager of {@code picture}
   */
  public NDArray refine(
      NDArray picture,
      NDArray photo,
      List<Style.Painting> paintings,
      int steps,
      ProgressListener listener) {
    long longer = Math.max(picture.getShape().get(2), picture.getShape().get(3));
    if (longer <= LARGEST_SIDE) {
      return new Run(picture, paintings, steps, listener).refine(picture, photo);
    }
    try (NDManager scratch = picture.getManager().newSubManager()) {
      NDArray small = reduced(picture, LARGEST_SIDE, scratch);
      NDArray refined =
          new Run(small, paintings, steps, listener)
              .refine(small, reduced(photo, LARGEST_SIDE, scratch));
      NDArray result = changed(picture, small, refined);
      result.attach(picture.getManager());
      return result;
    }
  }

  private static NDArray halved(NDArray picture, NDManager manager) {
    Shape shape = picture.getShape();
    return reduced(picture, (int) Math.max(shape.get(2), shape.get(3)) / 2, manager);
  }

  private static NDArray reduced(NDArray picture, int longerSide, NDManager manager) {
    BufferedImage small = ImageResize.longerSide(ImageTensors.toImage(picture), longerSide);
    return ImageTensors.fromImage(manager, small);
  }

  /** Changes a picture as its smaller copy was changed. */
  private static NDArray changed(NDArray picture, NDArray small, NDArray smallChanged) {
    return picture.add(BilinearResize.to(smallChanged.sub(small), picture));
  }

  /** One picture. */
  private final class Run {
    private final MomentLoss loss;
    private final List<Style.Painting> paintings;
    private final int steps;
    private final ProgressListener listener;
    private final long begin = System.nanoTime();
    private int done;

    Run(NDArray picture, List<Style.Painting> paintings, int steps, ProgressListener listener) {
      this.loss = MomentLoss.of(extractor, picture.getDevice());
      this.paintings = paintings;
      this.steps = steps;
      this.listener = listener;
    }

    NDArray refine(NDArray picture, NDArray photo) {
      NDManager owner = picture.getManager();
      try (NDManager scratch = owner.newSubManager()) {
        NDArray result = picture.duplicate();
        result.attach(scratch);
        try {
          ColorDistance colors = new ColorDistance(paintings, scratch);
          result = ConcurrencyLimit.step(() -> PaintingColors.of(paintings).given(picture));
          result.attach(scratch);
          int atHalf = stepsAtHalf(picture.getShape());
          if (atHalf > 0) {
            NDArray small = halved(result, scratch);
            NDArray moved =
                descended(small, halved(picture, scratch), halved(photo, scratch), colors, atHalf);
            result = changed(result, small, moved);
          }
          result = descended(result, picture, photo, colors, steps - atHalf);
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
        result.attach(owner);
        return result;
      }
    }

    private int stepsAtHalf(Shape shape) {
      return Math.min(shape.get(2), shape.get(3)) < SMALLEST_HALVED
          ? 0
          : (int) (SHARE_AT_HALF * steps);
    }

    /** Takes steps from a start, all at its size. */
    private NDArray descended(
        NDArray start, NDArray picture, NDArray photo, ColorDistance colors, int count)
        throws InterruptedException {
      try (NDManager targets = start.getManager().newSubManager()) {
        NDList content = content(photo, picture);
        content.attach(targets);
        Shape shape = start.getShape();
        NDArray statistics = statistics((int) Math.max(shape.get(2), shape.get(3)), targets);
        return PyramidDescent.minimize(
            start,
            count,
            RATE,
            (image, step) -> gradient(image, step, content, statistics, colors));
      }
    }

    /** The content of the photo, mixed with that of the picture. */
    private NDList content(NDArray photo, NDArray picture) throws InterruptedException {
      try (NDArray content = ConcurrencyLimit.step(() -> content(photo))) {
        if (ownContent > 0) {
          try (NDArray own = ConcurrencyLimit.step(() -> content(picture))) {
            content.muli(1 - ownContent).addi(own.muli(ownContent));
          }
        }
        return loss.contentTarget(content);
      }
    }

    private NDArray content(NDArray image) {
      return loss.source().features(image, List.of(ContentTap.of(extractor))).singletonOrThrow();
    }

    private NDArray gradient(
        NDArray image, int step, NDList content, NDArray statistics, ColorDistance colors)
        throws InterruptedException {
      Map<String, Double> losses = new LinkedHashMap<>();
      NDArray gradient =
          ConcurrencyLimit.step(
              () ->
                  loss.source()
                      .gradient(
                          image,
                          extractor.taps(),
                          features -> {
                            NDList results = loss.at(features, content, statistics);
                            losses.put("content", (double) results.get(0).getFloat());
                            losses.put("style", (double) results.get(1).getFloat());
                            return results.subNDList(2);
                          }));
      NDList color = colors.at(image, step);
      losses.put("color", COLOR_WEIGHT * color.get(0).getFloat());
      gradient.addi(color.get(1).mul(COLOR_WEIGHT));
      report(image, losses);
      return gradient;
    }

    private void report(NDArray image, Map<String, Double> losses) {
      done++;
      losses.put("total", losses.values().stream().mapToDouble(Double::doubleValue).sum());
      Shape shape = image.getShape();
      listener.onProgress(
          new Progress(
              String.format(Locale.ROOT, "refining %dx%d", shape.get(3), shape.get(2)),
              done,
              steps,
              losses,
              Duration.ofNanos(System.nanoTime() - begin),
              () -> ImageTensors.toImage(image),
              done == steps ? "finished" : null));
    }

    /** The weighted mean of the paintings' statistics, at the size of the photo. */
    private NDArray statistics(int side, NDManager manager) throws InterruptedException {
      double sum = paintings.stream().mapToDouble(Style::weight).sum();
      NDArray mean = null;
      for (Style.Painting painting : paintings) {
        NDArray image =
            ImageTensors.fromImage(
                manager, PaintingSize.resized(painting.image(), side, minimumSide()));
        NDArray own =
            ConcurrencyLimit.step(
                () -> {
                  try (NDList features = loss.source().features(image, extractor.taps())) {
                    return loss.statistics(features);
                  }
                });
        image.close();
        own.muli((float) (painting.weight() / sum));
        mean = mean == null ? own : mean.addi(own);
      }
      return Objects.requireNonNull(mean, "there must be at least one painting");
    }
  }
}
