package io.github.stylizer.vgg;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.data.ImageFolder;
import io.github.stylizer.internal.data.PhotoBatches;
import io.github.stylizer.internal.loss.LossTerms;
import io.github.stylizer.internal.torch.Scoped;
import io.github.stylizer.internal.train.RunningMean;
import io.github.stylizer.internal.train.StepLoss;
import io.github.stylizer.internal.train.Training;
import io.github.stylizer.internal.train.TrainingSettings;
import io.github.stylizer.internal.train.TrainingTask;
import io.github.stylizer.internal.weights.NamedTensors;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trains a {@link CompactVgg} to predict the feature maps of a teacher. A batch has photos, as many
 * paintings, and as many {@link OptimizedPictures} as both together.
 */
final class CompactVggTask implements TrainingTask, AutoCloseable {
  static final String FILE = "compact-vgg.safetensors";

  private static final List<String> TAPS = Vgg.COMPACT_TAPS;
  private static final long PAINTING_SEED = 0x5354594C45L;

  private final FeatureExtractor teacher;
  private final NamedTensors weights;
  private final CompactVgg student;
  private final RunningMean mean;
  private final OptimizedPictures pictures;
  private final ImageFolder paintings;
  private final TrainingSettings settings;
  private final Map<String, String> description;
  private final Map<String, String> provenance;
  private @Nullable PhotoBatches batches;

  /**
   * Starts from given weights, which the task then owns.
   *
   * @param teacher has the taps of a compact VGG; the caller closes it
   * @param photos of the training
   * @param description of the task, for checkpoints
   */
  CompactVggTask(
      FeatureExtractor teacher,
      CompactVggLayout layout,
      NamedTensors weights,
      ImageFolder photos,
      ImageFolder paintings,
      Training training,
      Map<String, String> description) {
    this.teacher = teacher;
    this.weights = weights;
    this.student = new CompactVgg(layout, weights);
    NDManager manager = weights.manager();
    this.mean = new RunningMean(weights.tensors());
    this.settings = training.settings();
    this.paintings = paintings;
    TrainingSettings.Photos squares = settings.photos();
    this.pictures =
        new OptimizedPictures(
            student,
            2 * settings.optimization().batchSize(),
            new OptimizedPictures.Source(
                photos, paintings, squares.crop(), squares.size(), settings.optimization().seed()),
            manager);
    this.description = Collections.unmodifiableMap(new LinkedHashMap<>(description));
    this.provenance = new LinkedHashMap<>(description);
    provenance.put("taps", String.join(" ", TAPS));
    provenance.putAll(training.provenance());
    provenance.put("styles", String.valueOf(paintings.path().toAbsolutePath().getFileName()));
  }

  @Override
  public Map<String, NDArray> parameters() {
    return weights.tensors();
  }

  /** The running mean of the parameters, which is what is saved, and the optimized pictures. */
  @Override
  public Map<String, NDArray> state() {
    Map<String, NDArray> state = mean.state();
    state.putAll(pictures.state());
    return state;
  }

  @Override
  public StepLoss step(long number) throws IOException, InterruptedException {
    pictures.replaceFinished();
    if (batches == null) {
      batches =
          new PhotoBatches(
              paintings,
              settings.photos().crop().crop(),
              settings.optimization().batchSize(),
              settings.optimization().seed() ^ PAINTING_SEED,
              number);
    }
    return new Step(batches.next());
  }

  /** The loss of a batch. */
  private final class Step implements StepLoss {
    private final List<BufferedImage> painted;
    private final Map<String, Double> unexplained = new LinkedHashMap<>();

    Step(List<BufferedImage> painted) {
      this.painted = painted;
    }

    @Override
    public LossTerms evaluate(Map<String, NDArray> variables, NDArray photos) {
      return Scoped.results(
          () -> {
            NDList squares = new NDList(photos);
            squares.add(ImageTensors.fromImages(photos.getManager(), painted));
            squares.addAll(pictures.images());
            NDArray batch = NDArrays.concat(squares, 0);
            NDList wanted = teacher.features(batch, TAPS);
            NDList found = student.featuresWith(batch, variables.values());
            return loss(found, wanted);
          },
          LossTerms::arrays);
    }

    private LossTerms loss(NDList found, NDList wanted) {
      NDList maps = new NDList();
      NDList moments = new NDList();
      for (int i = 0; i < TAPS.size(); i++) {
        DistillationLoss loss = DistillationLoss.of(found.get(i), wanted.get(i));
        unexplained.put("unexplained_" + TAPS.get(i), (double) loss.unexplained().getFloat());
        maps.add(loss.unexplained());
        moments.add(loss.moments());
      }
      Map<String, NDArray> terms = new LinkedHashMap<>();
      terms.put("maps", NDArrays.add(maps.toArray(NDArray[]::new)));
      terms.put("moments", NDArrays.add(moments.toArray(NDArray[]::new)));
      return new LossTerms(terms, NDArrays.add(terms.values().toArray(NDArray[]::new)));
    }

    /** The share of the teacher's variance at each tap that is not explained. */
    @Override
    public Map<String, Double> measures() {
      return unexplained;
    }
  }

  @Override
  public void completed(long number) {
    mean.add(number);
    pictures.advance();
  }

  @Override
  public Map<String, String> description() {
    return description;
  }

  @Override
  public void save(Path directory, long step) throws IOException {
    Map<String, String> metadata = new LinkedHashMap<>(provenance);
    metadata.put("format", "stylizer-compact-vgg");
    metadata.put("version", "1");
    metadata.put("steps", Long.toString(step));
    SafetensorsWriter.write(directory.resolve(FILE), mean.arrays(), metadata);
  }

  @Override
  public void close() {
    if (batches != null) {
      batches.close();
    }
    pictures.close();
    student.close();
  }
}
