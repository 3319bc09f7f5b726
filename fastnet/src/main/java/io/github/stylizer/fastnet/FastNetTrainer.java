package io.github.stylizer.fastnet;

import ai.djl.ndarray.NDManager;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.TransformModel;
import io.github.stylizer.internal.image.MinimumSide;
import io.github.stylizer.internal.loss.LossWeights;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.internal.train.Training;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.train.StyleTrainerBuilder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Trains a network for one painting, as in Johnson et al., arXiv 1603.08155: the network paints
 * photos, and a perceptual loss measures how far each result is from the photo's content and the
 * painting's style.
 *
 * <pre>{@code
 * try (Vgg vgg = Vgg.vgg16();
 *     TransformModel network =
 *         FastNetTrainer.builder(vgg)
 *             .style(painting)
 *             .content(Path.of("photos"))
 *             .build()
 *             .train(Path.of("wave"), ProgressListener.NONE)) {
 *   network.save(Path.of("wave.safetensors"));
 * }
 * }</pre>
 *
 * <p>The defaults are the paper's: {@code base} 32, content at relu2_2 with weight 1, Gram matrices
 * of all taps with weight 1e5, total variation 1e-6, Adam with learning rate 1e-3, 40,000 steps of
 * 4 photos, each resized to 256 pixels and cropped at its center. Immutable.
 *
 * @see Training
 */
public final class FastNetTrainer {
  private final FeatureExtractor extractor;
  private final FastNetOptions options;
  private final BufferedImage style;
  private final Training training;

  private FastNetTrainer(
      FeatureExtractor extractor, FastNetOptions options, BufferedImage style, Training training) {
    this.extractor = extractor;
    this.options = options;
    this.style = style;
    this.training = training;
  }

  /**
   * Returns a builder with the paper's settings.
   *
   * @param extractor computes the features of the loss; the caller closes it
   * @return a builder
   */
  public static Builder builder(FeatureExtractor extractor) {
    return new Builder(extractor);
  }

  /**
   * Trains a new network. Besides what {@link Training} writes, {@code network.safetensors} in the
   * directory is the network at the last checkpoint, for {@link FastNet#load}.
   *
   * @param directory the output directory, created if missing
   * @param listener called after each step, on the calling thread
   * @return the network, which the caller closes. After an interrupt, it is the network as trained
   *     so far, and the thread's interrupt flag is set
   * @throws java.nio.file.FileAlreadyExistsException if the directory has a training
   * @throws IOException if no photo can be read or the results cannot be written
   */
  public TransformModel train(Path directory, ProgressListener listener) throws IOException {
    return run((task, told) -> training.start(task, directory, told), listener);
  }

  /**
   * Resumes a training from its last checkpoint.
   *
   * @param directory the training's directory
   * @param listener called after each step, on the calling thread
   * @return as {@link #train}
   * @throws java.nio.file.NoSuchFileException if the directory has no training
   * @throws io.github.stylizer.WeightsFormatException if the checkpoint is damaged, or is from a
   *     training with different options
   * @throws IOException if no photo can be read or the results cannot be written
   */
  public TransformModel resume(Path directory, ProgressListener listener) throws IOException {
    return run((task, told) -> training.resume(task, directory, told), listener);
  }

  private interface Run {
    long of(FastNetTask task, ProgressListener listener) throws IOException;
  }

  private TransformModel run(Run run, ProgressListener listener) throws IOException {
    Objects.requireNonNull(listener, "listener");
    Map<String, String> description = new LinkedHashMap<>(options.description(extractor));
    description.put("style picture", PictureFingerprint.of(style));
    try (NDManager manager = PyTorchEngine.newManager();
        FastNetTask task =
            new FastNetTask(
                extractor,
                options,
                ImageTensors.fromImage(manager, style),
                description,
                training.provenance())) {
      long steps = run.of(task, listener);
      return task.network(steps);
    }
  }

  /** Configures a {@link FastNetTrainer}. Not safe for concurrent use. */
  public static final class Builder extends StyleTrainerBuilder<Builder> {
    private final FeatureExtractor extractor;
    private @Nullable BufferedImage style;
    private TransformNet net = TransformNet.of(32);
    private double outputLimit = 3;
    private String styleName = "";

    private Builder(FeatureExtractor extractor) {
      super(256, 4, 40_000, "relu2_2", new LossWeights(1, 1e5, 1e-6));
      this.extractor = Objects.requireNonNull(extractor, "extractor");
    }

    @Override
    protected Builder self() {
      return this;
    }

    /**
     * Sets the painting to learn. It is used at its own size: a smaller one gives finer strokes.
     *
     * @param painting any image; required; not modified
     * @return this builder
     */
    public Builder style(BufferedImage painting) {
      this.style = Objects.requireNonNull(painting, "painting");
      return this;
    }

    /**
     * Sets the name of the painting, for the network's {@link TransformModel#provenance}.
     *
     * @param name for instance {@code "The Starry Night, Vincent van Gogh"}; default empty
     * @return this builder
     */
    public Builder styleName(String name) {
      this.styleName = Objects.requireNonNull(name, "name");
      return this;
    }

    /**
     * Sets the size of the network.
     *
     * @param channels the channels of the first convolution, see {@link TransformNet}; default 32
     * @return this builder
     */
    public Builder base(int channels) {
      this.net = TransformNet.of(channels).antialiased(net.antialiased());
      return this;
    }

    /**
     * Sets whether the network samples without aliasing: it blurs before each stride and upsamples
     * bilinearly. Flat areas then get no pattern of four pixels, and films flicker less.
     *
     * @param blurred whether it does; false in the paper
     * @return this builder
     */
    public Builder antialiased(boolean blurred) {
      this.net = net.antialiased(blurred);
      return this;
    }

    /**
     * Sets the limit to which outputs are clamped before the loss, so that training recovers from
     * first outputs that are far from any photo.
     *
     * @param limit the largest absolute value, above 0, in normalized units; default 3
     * @return this builder
     */
    public Builder outputLimit(double limit) {
      if (!(limit > 0)) {
        throw new IllegalArgumentException("the output limit must be above 0, but is " + limit);
      }
      this.outputLimit = limit;
      return this;
    }

    private FastNetOptions options() {
      return new FastNetOptions(net, contentTap(), weights(), outputLimit, styleName, seed());
    }

    /**
     * Creates the trainer.
     *
     * @return the trainer
     * @throws IllegalArgumentException if the painting or the photos are missing, the painting is
     *     too small or a tap does not exist
     */
    public FastNetTrainer build() {
      if (style == null) {
        throw new IllegalArgumentException("training needs a painting: set style");
      }
      MinimumSide minimum = new MinimumSide(extractor.minimumSide());
      if (!minimum.admits(style.getWidth(), style.getHeight())) {
        throw new IllegalArgumentException(
            minimum.refusal(
                String.format(
                    Locale.ROOT, "a painting of %dx%d", style.getWidth(), style.getHeight()),
                "choose another painting"));
      }
      FastNetOptions options = options();
      // Rejects an unknown tap.
      options.loss(extractor);
      return new FastNetTrainer(extractor, options, style, training());
    }
  }
}
