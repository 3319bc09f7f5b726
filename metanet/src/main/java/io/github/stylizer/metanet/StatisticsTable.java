package io.github.stylizer.metanet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.internal.data.Crop;
import io.github.stylizer.internal.data.ImageFolder;
import io.github.stylizer.internal.data.SampleOrder;
import io.github.stylizer.internal.io.Fingerprint;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * The statistics of all paintings of a folder, each encoded once before training. For a few
 * thousand paintings, encoding new crops at every step would take most of the time.
 */
final class StatisticsTable implements StyleSampler {
  // Statistics that hardly differ between paintings carry no style.
  private static final double SMALLEST_DEVIATION = 1e-3;

  private final List<float[]> rows;
  private final SampleOrder order;
  private final StyleSchedule choice;

  private StatisticsTable(List<float[]> rows, StyleSchedule choice) {
    this.rows = rows;
    this.choice = choice;
    this.order = new SampleOrder(rows.size(), choice.seed());
  }

  /**
   * Encodes all paintings.
   *
   * @param listener called for every painting
   * @throws IOException if none can be read
   * @throws InterruptedException if the thread is interrupted
   */
  static StatisticsTable of(
      StyleStatistics encoder,
      ImageFolder folder,
      Crop crop,
      StyleSchedule choice,
      ProgressListener listener)
      throws IOException, InterruptedException {
    long began = System.nanoTime();
    List<float[]> rows = new ArrayList<>();
    IOException first = null;
    int total = folder.files().size();
    for (int i = 0; i < total; i++) {
      if (Thread.interrupted()) {
        throw new InterruptedException("interrupted while encoding paintings");
      }
      Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
      listener.onProgress(Progress.of("encoding paintings", i, total, elapsed));
      try {
        BufferedImage painting = ImageDecoder.standard().read(folder.files().get(i));
        rows.add(encoder.statistics(crop.apply(painting, new SplittableRandom(i))));
      } catch (IOException e) {
        first = first == null ? e : first;
      }
    }
    if (rows.isEmpty() && first != null) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "%s: none of its %d files can be read as an image (%s); add paintings to it",
              folder.path(),
              total,
              first.getMessage()),
          first);
    }
    return new StatisticsTable(rows, choice);
  }

  @Override
  public NDArray statistics(long step, NDManager manager) {
    float[] chosen = new float[choice.styles() * rows.get(0).length];
    long first = choice.draw(step) * choice.styles();
    for (int i = 0; i < choice.styles(); i++) {
      float[] row = rows.get(order.file(first + i));
      System.arraycopy(row, 0, chosen, i * row.length, row.length);
    }
    return manager.create(chosen, new Shape(choice.styles(), rows.get(0).length));
  }

  @Override
  public void normalize(MetaNetParameters parameters) {
    // What the loss compares besides statistics follows them.
    int length = parameters.architecture().statistics();
    double[] mean = mean(length);
    set(parameters, MetaNetArchitecture.MEAN, mean);
    set(parameters, MetaNetArchitecture.STD, deviation(mean));
  }

  private static void set(MetaNetParameters parameters, String name, double[] values) {
    float[] floats = new float[values.length];
    for (int i = 0; i < values.length; i++) {
      floats[i] = (float) values[i];
    }
    parameters.named().get(name).set(floats);
  }

  private double[] mean(int length) {
    double[] mean = new double[length];
    for (float[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        mean[i] += row[i] / (double) rows.size();
      }
    }
    return mean;
  }

  private double[] deviation(double[] mean) {
    double[] deviation = new double[mean.length];
    int freedom = Math.max(1, rows.size() - 1);
    for (float[] row : rows) {
      for (int i = 0; i < mean.length; i++) {
        double difference = row[i] - mean[i];
        deviation[i] += difference * difference / freedom;
      }
    }
    for (int i = 0; i < mean.length; i++) {
      deviation[i] = Math.sqrt(deviation[i]) + SMALLEST_DEVIATION;
    }
    return deviation;
  }

  @Override
  public String description() {
    ByteBuffer bytes = ByteBuffer.allocate(rows.size() * Float.BYTES);
    rows.forEach(row -> bytes.putFloat(row[0]));
    return rows.size() + " paintings, " + new Fingerprint().add(bytes.array()).text();
  }

  @Override
  public void close() {
    // Everything is on the heap.
  }
}
