package io.github.stylizer.metanet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.data.Crop;
import io.github.stylizer.internal.data.ImageFolder;
import io.github.stylizer.internal.data.PhotoBatches;
import io.github.stylizer.tensor.ImageTensors;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * New crops of paintings every few steps, encoded on demand: for many paintings, as in the paper.
 */
final class CroppedPaintings implements StyleSampler {
  private final StyleStatistics encoder;
  private final StyleSchedule choice;
  private final ImageFolder folder;
  private final Crop crop;
  private @Nullable PhotoBatches batches;
  private long drawn = -1;
  private float[] statistics = {};

  /** Starts reading ahead with the first requested step. */
  CroppedPaintings(StyleStatistics encoder, ImageFolder folder, Crop crop, StyleSchedule choice) {
    this.encoder = encoder;
    this.folder = folder;
    this.crop = crop;
    this.choice = choice;
  }

  @Override
  public NDArray statistics(long step, NDManager manager) throws IOException, InterruptedException {
    long draw = choice.draw(step);
    if (batches == null) {
      batches = new PhotoBatches(folder, crop, choice.styles(), choice.seed(), draw, 1);
    }
    if (draw != drawn) {
      try (NDManager scratch = manager.newSubManager()) {
        NDArray paintings = ImageTensors.fromImages(scratch, batches.next());
        statistics = encoder.statistics(paintings).toFloatArray();
      }
      drawn = draw;
    }
    int length = statistics.length / choice.styles();
    return manager.create(statistics, new Shape(choice.styles(), length));
  }

  @Override
  public void normalize(MetaNetParameters parameters) {
    // The mean over all paintings is unknown.
  }

  @Override
  public String description() {
    return folder.files().size() + " files";
  }

  @Override
  public void close() {
    if (batches != null) {
      batches.close();
    }
  }
}
