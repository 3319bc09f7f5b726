package io.github.stylizer.benchmarks;

import com.google.gson.JsonObject;
import io.github.stylizer.fastnet.FastNetTrainer;
import io.github.stylizer.internal.data.Crop;
import io.github.stylizer.internal.data.ImageFolder;
import io.github.stylizer.internal.data.PhotoBatches;
import io.github.stylizer.metanet.MetaNetTrainer;
import io.github.stylizer.train.StyleTrainerBuilder;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.io.IOException;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * A training with the public trainer on photos of typical size, whose loss network is VGG-16 with
 * random weights. Without the checkpoints and stylized validation photos that are written every few
 * hundred steps.
 */
@State(Scope.Benchmark)
public class TrainingState {
  private static final int PHOTOS = 16;
  private static final int PAINTINGS = 4;

  /** What is trained: {@code fastnet} with the paper's settings or {@code metanet}, compact. */
  @Param({"fastnet", "metanet"})
  public String method;

  /** The channels of the network's first convolution. */
  @Param("16")
  public int base;

  /** Width and height of the training squares in pixels. */
  @Param("128")
  public int side;

  /** The batch size. */
  @Param("4")
  public int batch;

  private TemporaryFolder folder;
  private Path photos;
  private Vgg vgg;
  private TimedExtractor extractor;
  private SteppedTraining training;

  /**
   * Writes photos and paintings, and starts a training.
   *
   * @throws IOException if files cannot be written or read
   * @throws InterruptedException if the thread is interrupted
   */
  @Setup
  public void open() throws IOException, InterruptedException {
    folder = TemporaryFolder.onDisk();
    vgg = RandomVgg.load(VggVariant.VGG16);
    extractor = new TimedExtractor(vgg);
    photos = folder.pictures("photos", PHOTOS, 640, 480);
    training = new SteppedTraining(run(), network().getParent());
    // Preparation and the first step.
    step();
  }

  private SteppedTraining.Run run() throws IOException {
    return switch (method) {
      case "fastnet" -> {
        FastNetTrainer fastNet =
            configured(FastNetTrainer.builder(extractor))
                .base(base)
                .style(RandomPictures.of(256, 256, 0))
                .build();
        yield (directory, listener) -> fastNet.train(directory, listener).close();
      }
      case "metanet" -> {
        MetaNetTrainer metaNet =
            configured(MetaNetTrainer.compact(extractor))
                .base(base)
                .styles(folder.pictures("paintings", PAINTINGS, 320, 256))
                .build();
        yield (directory, listener) -> metaNet.train(directory, listener).close();
      }
      default ->
          throw new IllegalArgumentException("method is " + method + ", not fastnet or metanet");
    };
  }

  private <B extends StyleTrainerBuilder<B>> B configured(B builder) {
    return builder
        .content(photos)
        .size(side)
        .batchSize(batch)
        .steps(Long.MAX_VALUE)
        .checkpointEvery(Long.MAX_VALUE)
        .picturesEvery(Long.MAX_VALUE);
  }

  /** Makes a step, and returns its metrics. */
  JsonObject step() throws IOException, InterruptedException {
    extractor.reset();
    return training.step();
  }

  /** The times of the last step. */
  TimedExtractor extractor() {
    return extractor;
  }

  /**
   * Starts to prepare the training's batches by themselves. Not to be used along with {@link
   * #step}.
   */
  PhotoBatches batches() throws IOException {
    Crop crop =
        method.equals("fastnet")
            ? Crop.resizedCenter(side)
            : Crop.random(side, 288, 320).randomlyFlipped();
    return new PhotoBatches(ImageFolder.of(photos), crop, batch, 0, 0);
  }

  /** Ends the training. */
  void end() throws IOException, InterruptedException {
    training.end();
  }

  /** The network file that the training writes when it ends. */
  Path network() {
    return folder.path().resolve("training").resolve("network.safetensors");
  }

  /**
   * Ends the training and deletes all files.
   *
   * @throws IOException if the training failed, or a file cannot be deleted
   * @throws InterruptedException if the thread is interrupted
   */
  @TearDown
  public void close() throws IOException, InterruptedException {
    training.end();
    vgg.close();
    folder.close();
  }
}
