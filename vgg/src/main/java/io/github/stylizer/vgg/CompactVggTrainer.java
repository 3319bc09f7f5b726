package io.github.stylizer.vgg;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.internal.data.ImageFolder;
import io.github.stylizer.internal.io.Fingerprint;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.internal.torch.RandomTensors;
import io.github.stylizer.internal.train.Training;
import io.github.stylizer.internal.weights.NamedTensors;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.train.TrainerBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Trains a compact VGG, a small network that predicts the feature maps of VGG-19 (distillation,
 * Hinton et al., arXiv 1503.02531). A batch has squares of photos, as many of paintings, and twice
 * as many pictures that are being optimized through the network, each on its way from a photo to a
 * painting, since an optimizer finds the weaknesses of a loss. What is saved is the running mean of
 * the weights.
 *
 * <pre>{@code
 * try (Vgg vgg = Vgg.vgg19()) {
 *   CompactVggTrainer.builder(vgg)
 *       .content(Path.of("photos"))
 *       .styles(Path.of("paintings"))
 *       .build()
 *       .train(Path.of("training"), ProgressListener.NONE);
 * }
 * try (FeatureExtractor compact = Vgg.compact(Path.of("training/compact-vgg.safetensors"))) {
 *   GatysMethod method = GatysMethod.builder(compact).build();
 * }
 * }</pre>
 *
 * <p>Immutable.
 *
 * @see Training
 */
public final class CompactVggTrainer {
  private static final String WEIGHT = ".weight";

  private final FeatureExtractor teacher;
  private final Path photos;
  private final Path paintings;
  private final @Nullable Path initial;
  private final CompactVggLayout layout;
  private final Training training;

  private CompactVggTrainer(Builder builder, Path photos, Path paintings, Training training) {
    this.teacher = builder.teacher;
    this.photos = photos;
    this.paintings = paintings;
    this.initial = builder.initial;
    this.layout = builder.layout == null ? CompactVggLayout.QUARTER : builder.layout;
    this.training = training;
  }

  /**
   * Returns a builder whose defaults are 10,000 steps of 2 photos, 2 paintings and 4 optimized
   * pictures; squares of 96 pixels from pictures with a shorter side of 128 to 320, half of them
   * mirrored; a learning rate of 2e-3 after 50 steps of warm-up, a decay rate of 0.99 of Adam's
   * second moment, and gradients clipped to a norm of 10. No noise is added to photos.
   *
   * @param teacher computes what the network is to predict: a VGG-19, or any extractor with its
   *     taps relu1_2, relu2_2, relu3_4 and relu4_1 and their channels. The caller closes it
   * @return a builder
   * @throws IllegalArgumentException if the teacher lacks one of the taps, or one has another
   *     number of channels
   */
  public static Builder builder(FeatureExtractor teacher) {
    return new Builder(teacher)
        .learningRate(2e-3)
        .randomShorterSide(128, 320)
        .flip(true)
        .dither(0)
        .maximumGradientNorm(10);
  }

  /**
   * Trains a network. Besides what {@link Training} writes, the directory has {@code
   * compact-vgg.safetensors}, for {@link Vgg#compact(Path)}, as of the last checkpoint.
   *
   * @param directory the output directory, created if missing
   * @param listener called after each step, on the calling thread
   * @return the number of completed steps; after an interrupt fewer than requested, and the
   *     thread's interrupt flag is set
   * @throws java.nio.file.FileAlreadyExistsException if the directory has a training
   * @throws IOException if no photo or no painting can be read, the initial network is damaged or
   *     something else, or the results cannot be written
   */
  public long train(Path directory, ProgressListener listener) throws IOException {
    Objects.requireNonNull(listener, "listener");
    Training.requireNoTraining(directory);
    try (CompactVggTask task = task()) {
      return training.start(task, directory, listener);
    }
  }

  /**
   * Resumes a training from its last checkpoint. The file it started from must still exist.
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
    try (CompactVggTask task = task()) {
      return training.resume(task, directory, listener);
    }
  }

  /** Creates the task, which the caller closes. */
  CompactVggTask task() throws IOException {
    ImageFolder content = ImageFolder.of(photos);
    ImageFolder styles = ImageFolder.of(paintings);
    if (initial == null) {
      NamedTensors weights = random(layout, training.settings().optimization().seed());
      return task(layout, weights, content, styles, "random");
    }
    try (WeightsFile file = WeightsFile.open(initial)) {
      CompactVggLayout found = CompactVggLayout.of(file);
      NamedTensors weights = NamedTensors.load(file, found.shapes(), PyTorchEngine.newManager());
      return task(found, weights, content, styles, fingerprint(weights));
    }
  }

  private CompactVggTask task(
      CompactVggLayout found,
      NamedTensors weights,
      ImageFolder content,
      ImageFolder styles,
      String origin) {
    Map<String, String> description = new LinkedHashMap<>();
    description.put("widths", found.widths().toString());
    description.put("initialized_from", origin);
    description.put("paintings", styles.files().size() + " files");
    try {
      return new CompactVggTask(teacher, found, weights, content, styles, training, description);
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  /**
   * Draws weights: kernels from a normal distribution, as He et al., arXiv 1502.01852, do for
   * ReLUs, and maps from a uniform one.
   */
  static NamedTensors random(CompactVggLayout layout, long seed) {
    NDManager manager = PyTorchEngine.newManager();
    RandomTensors random = new RandomTensors(seed, manager);
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    layout
        .shapes()
        .forEach(
            (name, shape) ->
                tensors.put(
                    name, name.endsWith(WEIGHT) ? random(random, shape) : manager.zeros(shape)));
    return NamedTensors.of(manager, tensors);
  }

  private static NDArray random(RandomTensors random, Shape shape) {
    double inputs = shape.slice(1).size();
    return shape.dimension() == 4
        ? random.normal(shape, Math.sqrt(2.0 / inputs))
        : random.filled(shape, generator -> (2 * generator.nextDouble() - 1) / Math.sqrt(inputs));
  }

  /** Tells networks apart, by all their weights. */
  private static String fingerprint(NamedTensors weights) {
    Fingerprint fingerprint = new Fingerprint();
    for (NDArray array : weights.tensors().values()) {
      ByteBuffer bytes = array.toByteBuffer();
      byte[] content = new byte[bytes.remaining()];
      bytes.get(content);
      fingerprint.add(content);
    }
    return fingerprint.text();
  }

  /**
   * Configures a {@link CompactVggTrainer}; {@link CompactVggTrainer#builder} sets the defaults.
   * Not safe for concurrent use.
   */
  public static final class Builder extends TrainerBuilder<Builder> {
    private final FeatureExtractor teacher;
    private @Nullable Path photos;
    private @Nullable Path styles;
    private @Nullable Path initial;
    private @Nullable CompactVggLayout layout;

    private Builder(FeatureExtractor teacher) {
      super(96, 2, 10_000);
      adam(0.99, 50);
      this.teacher = requireTaps(Objects.requireNonNull(teacher, "teacher"));
    }

    private static FeatureExtractor requireTaps(FeatureExtractor teacher) {
      VggTaps wanted = VggTaps.of(VggVariant.VGG19, Vgg.COMPACT_TAPS);
      for (String tap : wanted.names()) {
        int channels = wanted.channels(tap);
        if (!teacher.taps().contains(tap) || teacher.channels(tap) != channels) {
          throw new IllegalArgumentException(
              String.format(
                  Locale.ROOT,
                  "the teacher must have the tap %s with %d channels, as a VGG-19 does, but has %s",
                  tap,
                  channels,
                  channels(teacher)));
        }
      }
      return teacher;
    }

    private static Map<String, Integer> channels(FeatureExtractor teacher) {
      Map<String, Integer> channels = new LinkedHashMap<>();
      teacher.taps().forEach(tap -> channels.put(tap, teacher.channels(tap)));
      return channels;
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    public Builder content(Path folder) {
      this.photos = folder;
      return super.content(folder);
    }

    /**
     * Sets the folder of the paintings to learn from, searched recursively. Files that cannot be
     * read are skipped.
     *
     * @param folder the folder; required
     * @return this builder
     */
    public Builder styles(Path folder) {
      this.styles = Objects.requireNonNull(folder, "folder");
      return this;
    }

    /**
     * Sets the channels of the convolutions in each of the four blocks. VGG-19 has 64, 128, 256 and
     * 512.
     *
     * @param channels four numbers, each 1 … 512; default 16, 32, 64, 128
     * @return this builder
     * @throws IllegalArgumentException also if an initial network is set, which has its own widths
     */
    public Builder widths(List<Integer> channels) {
      requireOne(initial == null);
      this.layout = new CompactVggLayout(channels);
      return this;
    }

    /**
     * Starts from an existing compact VGG, of any widths, instead of random weights.
     *
     * @param file as for {@link Vgg#compact(Path)}
     * @return this builder
     * @throws IllegalArgumentException if widths are set
     */
    public Builder initial(Path file) {
      requireOne(layout == null);
      this.initial = Objects.requireNonNull(file, "file");
      return this;
    }

    private static void requireOne(boolean one) {
      if (!one) {
        throw new IllegalArgumentException(
            "an initial network has its own widths: set either widths or an initial network");
      }
    }

    /**
     * Sets the number of photos per step. There are as many paintings, and twice as many optimized
     * pictures.
     *
     * @param count 1 … 1024; default 2
     * @return this builder
     */
    @Override
    public Builder batchSize(int count) {
      return super.batchSize(count);
    }

    /**
     * Creates the trainer.
     *
     * @return the trainer
     * @throws IllegalArgumentException if photos or paintings are missing, or the squares are
     *     larger than the pictures
     */
    public CompactVggTrainer build() {
      Training training = training();
      if (styles == null) {
        throw new IllegalArgumentException("training needs a folder of paintings: set styles");
      }
      return new CompactVggTrainer(
          this, Objects.requireNonNull(photos, "photos"), styles, training);
    }
  }
}
