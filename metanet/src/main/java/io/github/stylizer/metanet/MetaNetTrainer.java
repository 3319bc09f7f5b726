package io.github.stylizer.metanet;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.internal.data.Crop;
import io.github.stylizer.internal.data.ImageFolder;
import io.github.stylizer.internal.loss.StatisticsLoss;
import io.github.stylizer.internal.train.Training;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Trains a {@link MetaNet} on photos and paintings, as Shen et al., arXiv 1709.04111, do: the loss
 * of the painted photos flows through the generated weights into the network that wrote them.
 *
 * <pre>{@code
 * try (Vgg vgg = Vgg.vgg16();
 *     MetaNet metaNet =
 *         MetaNetTrainer.compact(vgg)
 *             .styles(Path.of("paintings"))
 *             .content(Path.of("photos"))
 *             .build()
 *             .train(Path.of("training"), ProgressListener.NONE)) {
 *   StyleCode code = metaNet.code(painting);
 * }
 * }</pre>
 *
 * <p>Two presets: {@link #paper} and {@link #compact}. Immutable.
 *
 * @see Training
 */
public final class MetaNetTrainer {
  // The paper's: squares of 256 pixels of pictures whose shorter side is up to 480.
  static final double SMALLEST_SCALE = 256.0 / 480;

  private final FeatureExtractor extractor;
  private final FeatureExtractor encoder;
  private final MetaNetOptions options;
  private final Training training;

  /**
   * Makes a trainer.
   *
   * @param extractor what pictures are compared by
   * @param encoder what the network reads paintings by, perhaps the same
   */
  MetaNetTrainer(
      FeatureExtractor extractor,
      FeatureExtractor encoder,
      MetaNetOptions options,
      Training training) {
    this.extractor = extractor;
    this.encoder = encoder;
    this.options = options;
    this.training = training;
  }

  /**
   * Starts to describe a training with the paper's numbers: base 32 with a hidden size of 128,
   * 217.7 million parameters; content at the third tap with weight 1, statistics with weight 25,
   * total variation 1e-4; Adam with learning rate 1e-3, 600,000 steps of 8 photos, all painted like
   * one painting, which changes every 20 steps; squares of 256 pixels, of 256/480 to all of a
   * picture's area. It needs a GPU or much patience.
   *
   * @param extractor computes statistics and features; stays the caller's
   * @return a builder
   */
  public static MetaNetTrainerBuilder paper(FeatureExtractor extractor) {
    return new MetaNetTrainerBuilder(extractor, 256, 8, 600_000)
        .randomCrop(SMALLEST_SCALE, 1)
        .totalVariationWeight(1e-4);
  }

  /**
   * Starts to describe a training that gives a usable network on a CPU within hours: base 16 with a
   * hidden size of 16, 7.5 million parameters; filters of unit length, a color head and normalized
   * statistics; a painting of its own for each of the 4 photos of a step, each encoded once;
   * squares of 128 pixels of photos with a shorter side of 288 to 320; statistics with weight 30,
   * total variation as 0.1 for the mean over all numbers of a batch; gradients no longer than 10.
   *
   * @param extractor computes statistics and features; stays the caller's
   * @return a builder
   */
  public static MetaNetTrainerBuilder compact(FeatureExtractor extractor) {
    return new MetaNetTrainerBuilder(extractor, 128, 4, 40_000)
        .base(16)
        .hidden(16)
        .unitFilters(true)
        .colorHead(true)
        .stylePerPhoto(true)
        .styleSteps(1)
        .encodeStylesOnce(true)
        .styleWeight(30)
        .totalVariationWeight(0.1 / (4 * 3 * 128 * 127))
        .randomShorterSide(288, 320)
        .flip(true)
        .maximumGradientNorm(10);
  }

  /**
   * Trains a new network. Besides what {@link Training} writes, {@code network.safetensors} in the
   * directory is the network at the last checkpoint, for {@link MetaNet#load}.
   *
   * @param directory where everything goes; made if it does not exist
   * @param listener told after each step, and of paintings that are encoded before, on the calling
   *     thread
   * @return the network, which the caller closes and whose extractor is the one that the trainer
   *     reads paintings by. After an interrupt it is what was trained so far, and the interrupt
   *     flag of the thread is set
   * @throws java.nio.file.FileAlreadyExistsException if there is a training in the directory
   * @throws IOException if no photo or no painting can be read, the network to begin with is not
   *     such a network, or the results cannot be written
   */
  public MetaNet train(Path directory, ProgressListener listener) throws IOException {
    Training.requireNoTraining(directory);
    return run((task, told) -> training.start(task, directory, told), listener);
  }

  /**
   * Goes on with a training from its last checkpoint.
   *
   * @param directory of the training
   * @param listener told as by {@link #train}
   * @return as {@link #train}
   * @throws java.nio.file.NoSuchFileException if there is no training in the directory
   * @throws io.github.stylizer.WeightsFormatException if the checkpoint is damaged, or was made
   *     with other options
   * @throws IOException as {@link #train}
   */
  public MetaNet resume(Path directory, ProgressListener listener) throws IOException {
    Training.requireTraining(directory);
    return run((task, told) -> training.resume(task, directory, told), listener);
  }

  private interface Run {
    long of(MetaNetTask task, ProgressListener listener) throws IOException;
  }

  private MetaNet run(Run run, ProgressListener listener) throws IOException {
    Objects.requireNonNull(listener, "listener");
    // Paintings last: to encode them takes long, and what is wrong should be found before.
    try (MetaNetParameters start = start();
        StyleSampler paintings = paintings(listener);
        MetaNetTask task = task(start, paintings)) {
      long steps = run.of(task, listener);
      return new MetaNet(encoder, task.present(), task.provenance(steps));
    }
  }

  private StyleSampler paintings(ProgressListener listener) throws IOException {
    StyleSampler compared = paintings(extractor, listener);
    // The same paintings again: which ones a step uses follows from its number and the seed.
    return encoder == extractor
        ? compared
        : new TwoViewStyles(compared, paintings(encoder, listener));
  }

  private StyleSampler paintings(FeatureExtractor reader, ProgressListener listener)
      throws IOException {
    ImageFolder folder = ImageFolder.of(options.styles());
    if (!options.encodeStylesOnce()) {
      Crop random = Crop.randomResized(options.styleSize(), SMALLEST_SCALE, 1);
      return new CroppedPaintings(new StyleStatistics(reader), folder, random, options.choice());
    }
    try {
      Crop center = Crop.resizedCenter(options.styleSize());
      return StatisticsTable.of(
          new StyleStatistics(reader), folder, center, options.choice(), listener);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the paintings were encoded");
    }
  }

  private MetaNetParameters start() throws IOException {
    int statistics = new StyleStatistics(encoder).length();
    if (options.initial() == null) {
      return MetaNetParameters.random(options.architecture(statistics), options.seed());
    }
    MetaNetLoader loader = MetaNet.loader(options.initial(), encoder);
    MetaNetParameters parameters =
        (options.unitFilters() ? loader.unitFilters() : loader).parameters();
    MetaNetArchitecture wanted = options.architecture(statistics);
    if (!parameters.architecture().equals(wanted)) {
      parameters.close();
      throw new WeightsFormatException(
          options.initial(),
          "is a network to begin with of %s, but the training is of %s: choose the same"
              .formatted(parameters.architecture(), wanted));
    }
    return parameters;
  }

  private MetaNetTask task(MetaNetParameters start, StyleSampler paintings) throws IOException {
    if (options.initial() == null) {
      paintings.normalize(start);
    }
    Map<String, String> description = new LinkedHashMap<>(options.description());
    String taps = String.join(" ", extractor.taps());
    description.put("taps", taps);
    if (encoder != extractor) {
      description.put("read at", String.join(" ", encoder.taps()));
    }
    description.put(
        "begun with", options.initial() == null ? "random numbers" : start.fingerprint());
    description.put("paintings", paintings.description());
    Map<String, String> provenance = MetaNetFile.metadata(start.architecture(), encoder.taps());
    description.forEach(provenance::putIfAbsent);
    provenance.putAll(training.provenance());
    provenance.put("styles", String.valueOf(options.styles().toAbsolutePath().getFileName()));
    StatisticsLoss loss = options.loss(extractor);
    return new MetaNetTask(start, loss, paintings, shown(), description, provenance);
  }

  /** The statistics of the paintings that validation photos are painted like. */
  private List<float[]> shown() throws IOException {
    StyleStatistics reader = new StyleStatistics(encoder);
    List<float[]> statistics = new ArrayList<>();
    for (Path file : options.validationStyles()) {
      statistics.add(reader.resizedStatistics(ImageDecoder.standard().read(file)));
    }
    return statistics;
  }
}
