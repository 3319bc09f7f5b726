package io.github.stylizer.metanet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.internal.data.Crop;
import io.github.stylizer.internal.data.ImageFolder;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.internal.train.Training;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.train.TrainerBuilder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Trains a {@link CompactEncoder} to replace the extractor that a {@link MetaNet} was trained with
 * (distillation, Hinton et al., arXiv 1503.02531): a linear map of its statistics predicts those of
 * the larger extractor and the style codes computed from them. The map is then folded into the
 * network's hidden layer.
 *
 * <pre>{@code
 * try (Vgg vgg = Vgg.vgg19()) {
 *   EncoderTrainer.builder(Path.of("metanet.safetensors"), vgg)
 *       .content(Path.of("pictures"))
 *       .build()
 *       .train(Path.of("encoder"), ProgressListener.NONE);
 * }
 * try (CompactEncoder encoder = CompactEncoder.load(Path.of("encoder/encoder.safetensors"));
 *     MetaNet metaNet = MetaNet.load(Path.of("encoder/network.safetensors"), encoder)) {
 *   StyleCode code = metaNet.code(painting);
 * }
 * }</pre>
 *
 * <p>Immutable.
 *
 * @see Training
 */
public final class EncoderTrainer {
  // Enough for the mean and the standard deviation of every statistic.
  private static final int NORMALIZING_PICTURES = 200;

  private final Path network;
  private final FeatureExtractor extractor;
  private final Path pictures;
  private final @Nullable Path initial;
  private final long seed;
  private final Training training;

  private EncoderTrainer(
      Path network,
      FeatureExtractor extractor,
      Path pictures,
      @Nullable Path initial,
      long seed,
      Training training) {
    this.network = network;
    this.extractor = extractor;
    this.pictures = pictures;
    this.initial = initial;
    this.seed = seed;
    this.training = training;
  }

  /**
   * Returns a builder whose defaults are 20,000 steps of 4 squares of 192 pixels, from pictures
   * with a shorter side of 224 to 320, and gradients clipped to a norm of 10.
   *
   * @param network the file of a MetaNet, as for {@link MetaNet#load}
   * @param extractor computes the statistics that the network was trained with; the caller closes
   *     it
   * @return a builder
   */
  public static Builder builder(Path network, FeatureExtractor extractor) {
    return new Builder(network, extractor, 192, 4, 20_000)
        .randomShorterSide(224, 320)
        .flip(true)
        .maximumGradientNorm(10);
  }

  /**
   * Trains an encoder. Besides what {@link Training} writes, the directory has, as of the last
   * checkpoint, {@code encoder.safetensors}, for {@link CompactEncoder#load}, and {@code
   * network.safetensors}, the MetaNet for this encoder, which accepts the style codes of the
   * original network.
   *
   * @param directory the output directory, created if missing
   * @param listener called after each step, on the calling thread
   * @return the number of completed steps; after an interrupt fewer than requested, and the
   *     thread's interrupt flag is set
   * @throws java.nio.file.FileAlreadyExistsException if the directory has a training
   * @throws IOException if no picture can be read, an input network is damaged or of the wrong
   *     kind, or the results cannot be written
   */
  public long train(Path directory, ProgressListener listener) throws IOException {
    Objects.requireNonNull(listener, "listener");
    Training.requireNoTraining(directory);
    try (EncoderTask task = task()) {
      return training.start(task, directory, listener);
    }
  }

  /**
   * Resumes a training from its last checkpoint. The files it started from must still exist.
   *
   * @param directory the training's directory
   * @param listener as for {@link #train}
   * @return as {@link #train}
   * @throws java.nio.file.NoSuchFileException if the directory has no training
   * @throws io.github.stylizer.WeightsFormatException if the checkpoint is damaged, or is from a
   *     training with different options
   * @throws IOException as {@link #train}
   */
  public long resume(Path directory, ProgressListener listener) throws IOException {
    Objects.requireNonNull(listener, "listener");
    Training.requireTraining(directory);
    try (EncoderTask task = task()) {
      return training.resume(task, directory, listener);
    }
  }

  private EncoderTask task() throws IOException {
    ImageFolder folder = ImageFolder.of(pictures);
    EncoderTask task = newTask();
    try {
      normalize(task, folder);
      return task;
    } catch (IOException | RuntimeException e) {
      task.close();
      throw e;
    }
  }

  private EncoderTask newTask() throws IOException {
    MetaNetParameters large = MetaNet.loader(network, extractor).parameters();
    EncoderParameters small = null;
    try {
      int outputs = large.architecture().statistics();
      small =
          initial == null
              ? EncoderParameters.random(outputs, seed)
              : EncoderParameters.of(initial, outputs, seed);
      return task(large, provenance(), small);
    } catch (IOException | RuntimeException e) {
      large.close();
      if (small != null) {
        small.close();
      }
      throw e;
    }
  }

  private Map<String, String> provenance() throws IOException {
    try (WeightsFile file = WeightsFile.open(network)) {
      return file.metadata();
    }
  }

  private EncoderTask task(
      MetaNetParameters large, Map<String, String> origin, EncoderParameters small) {
    Map<String, String> description = new LinkedHashMap<>();
    description.put("network", large.fingerprint());
    description.put("taps", String.join(" ", extractor.taps()));
    description.put("initialized_from", initial == null ? "random" : small.fingerprint());
    Map<String, String> provenance = new LinkedHashMap<>(description);
    provenance.putAll(training.provenance());
    return new EncoderTask(extractor, large, origin, small, description, provenance);
  }

  private static void normalize(EncoderTask task, ImageFolder folder) throws IOException {
    List<Path> files = folder.files();
    int step = Math.max(1, files.size() / NORMALIZING_PICTURES);
    Crop center = Crop.resizedCenter(StyleStatistics.SIZE);
    try (NDManager manager = PyTorchEngine.newManager()) {
      NDList rows = new NDList();
      IOException first = null;
      for (int i = 0; i < files.size(); i += step) {
        try (NDManager scratch = manager.newSubManager()) {
          BufferedImage picture = ImageDecoder.standard().read(files.get(i));
          BufferedImage square = center.apply(picture, new SplittableRandom(i));
          NDArray row = task.statistics(ImageTensors.fromImage(scratch, square));
          row.attach(manager);
          rows.add(row);
        } catch (IOException e) {
          first = first == null ? e : first;
        }
      }
      if (rows.isEmpty()) {
        throw first;
      }
      task.normalizeAs(NDArrays.concat(rows, 0));
    }
  }

  /**
   * Configures an {@link EncoderTrainer}; {@link EncoderTrainer#builder} sets the defaults. Not
   * safe for concurrent use.
   */
  public static final class Builder extends TrainerBuilder<Builder> {
    private final Path network;
    private final FeatureExtractor extractor;

    @SuppressWarnings("NullAway.Init") // training() checks that content was set
    private Path pictures;

    private @Nullable Path initial;

    private Builder(Path network, FeatureExtractor extractor, int size, int batchSize, long steps) {
      super(size, batchSize, steps);
      this.network = Objects.requireNonNull(network, "network");
      this.extractor = Objects.requireNonNull(extractor, "extractor");
    }

    @Override
    protected Builder self() {
      return this;
    }

    /**
     * Sets the folder of the pictures to learn from, both paintings and photos, searched
     * recursively. Files that cannot be read are skipped and counted.
     *
     * @param folder the folder; required
     * @return this builder
     */
    @Override
    public Builder content(Path folder) {
      this.pictures = folder;
      return super.content(folder);
    }

    /**
     * Starts from an existing encoder instead of random weights.
     *
     * @param file as for {@link CompactEncoder#load}
     * @return this builder
     */
    public Builder initial(Path file) {
      this.initial = Objects.requireNonNull(file, "file");
      return this;
    }

    /**
     * Creates the trainer.
     *
     * @return the trainer
     * @throws IllegalArgumentException if no folder was set or the squares are larger than the
     *     pictures
     */
    public EncoderTrainer build() {
      Training training = training();
      return new EncoderTrainer(network, extractor, pictures, initial, seed(), training);
    }
  }
}
