package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.loss.ChannelStatistics;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Five numbers of a picture, under VGG-19; lower is better.
 *
 * <ul>
 *   <li>content: mean squared error of relu3_4 to the photo's
 *   <li>statistics: mean squared error of the means and deviations of all channels of relu1_2,
 *       relu2_2, relu3_4 and relu4_1 to the painting's
 *   <li>gram: sum over the taps of the mean squared error of Gram matrices, each divided by
 *       channels times places, times 10,000
 *   <li>color: sliced Wasserstein-1 distance of the RGB values (0 … 255) to the painting's, over 32
 *       directions
 *   <li>local: relaxed earth mover's distance of the relu3_4 vectors to the painting's, by their
 *       cosine after the painting's mean is taken off: high where strokes are not the painting's
 * </ul>
 */
final class QualityNumbers implements AutoCloseable {
  private static final int TAP = 2;
  private static final int DIRECTIONS = 32;
  private static final double GRAM_SCALE = 1e4;

  private final FeatureExtractor vgg;
  private final NDManager manager = NDManager.newBaseManager();
  private final double[][] directions = directions();

  /** The mean of several pictures. */
  static final class Mean {
    private final double[] sums = new double[5];
    private int count;

    void add(double[] numbers) {
      for (int i = 0; i < sums.length; i++) {
        sums[i] += numbers[i];
      }
      count++;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "content %.3f  statistics %.4f  gram %.3f  color %.2f  local %.3f",
          sums[0] / count,
          sums[1] / count,
          sums[2] / count,
          sums[3] / count,
          sums[4] / count);
    }
  }

  QualityNumbers(FeatureExtractor vgg) {
    this.vgg = vgg;
  }

  /** Unit vectors of random directions, always the same. */
  private static double[][] directions() {
    SplittableRandom random = new SplittableRandom(0);
    double[][] directions = new double[DIRECTIONS][3];
    for (double[] direction : directions) {
      double length = 0;
      for (int i = 0; i < 3; i++) {
        direction[i] = random.nextGaussian();
        length += direction[i] * direction[i];
      }
      for (int i = 0; i < 3; i++) {
        direction[i] /= Math.sqrt(length);
      }
    }
    return directions;
  }

  /** Returns content, statistics, gram, color and local of a picture; all images have one size. */
  double[] of(BufferedImage picture, BufferedImage photo, BufferedImage painting) {
    try (NDManager scratch = manager.newSubManager()) {
      NDList found = vgg.features(ImageTensors.fromImage(scratch, picture));
      NDList content = vgg.features(ImageTensors.fromImage(scratch, photo));
      NDList style = vgg.features(ImageTensors.fromImage(scratch, painting));
      double gram = 0;
      for (int i = 0; i < found.size(); i++) {
        gram += GRAM_SCALE * error(gram(found.get(i)), gram(style.get(i)));
      }
      return new double[] {
        error(found.get(TAP), content.get(TAP)),
        error(ChannelStatistics.compute(found), ChannelStatistics.compute(style)),
        gram,
        color(picture, painting),
        local(found.get(TAP), style.get(TAP))
      };
    }
  }

  private static double error(NDArray first, NDArray second) {
    return first.sub(second).square().mean().getFloat();
  }

  private static NDArray gram(NDArray features) {
    long channels = features.getShape().get(1);
    NDArray rows = features.reshape(channels, -1);
    return rows.matMul(rows.transpose()).div((float) rows.size());
  }

  private double color(BufferedImage picture, BufferedImage painting) {
    double sum = 0;
    for (double[] direction : directions) {
      double[] first = projected(picture, direction);
      double[] second = projected(painting, direction);
      double distance = 0;
      for (int i = 0; i < first.length; i++) {
        distance += Math.abs(first[i] - second[i]);
      }
      sum += distance / first.length;
    }
    return sum / DIRECTIONS;
  }

  private static double[] projected(BufferedImage image, double[] direction) {
    int[] pixels =
        image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
    double[] values = new double[pixels.length];
    for (int i = 0; i < pixels.length; i++) {
      values[i] =
          direction[0] * (pixels[i] >> 16 & 0xff)
              + direction[1] * (pixels[i] >> 8 & 0xff)
              + direction[2] * (pixels[i] & 0xff);
    }
    Arrays.sort(values);
    return values;
  }

  private static double local(NDArray picture, NDArray painting) {
    long channels = picture.getShape().get(1);
    NDArray first = picture.reshape(channels, -1);
    NDArray second = painting.reshape(channels, -1);
    NDArray mean = second.mean(new int[] {1}, true);
    NDArray cosine = unit(first.sub(mean)).transpose().matMul(unit(second.sub(mean)));
    double ofPainting = cosine.max(new int[] {0}).mean().getFloat();
    double ofPicture = cosine.max(new int[] {1}).mean().getFloat();
    return 1 - Math.min(ofPainting, ofPicture);
  }

  private static NDArray unit(NDArray vectors) {
    return vectors.div(vectors.norm(new int[] {0}, true).maximum(1e-4));
  }

  @Override
  public void close() {
    manager.close();
  }
}
