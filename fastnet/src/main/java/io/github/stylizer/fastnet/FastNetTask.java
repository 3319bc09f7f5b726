package io.github.stylizer.fastnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.Precision;
import io.github.stylizer.TransformModel;
import io.github.stylizer.internal.loss.LossTerms;
import io.github.stylizer.internal.loss.PerceptualLoss;
import io.github.stylizer.internal.nn.CompiledTransformNet;
import io.github.stylizer.internal.nn.ConvWeights;
import io.github.stylizer.internal.nn.PaintedPhotos;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.internal.train.PaintingTask;
import io.github.stylizer.internal.train.RunningMean;
import io.github.stylizer.internal.train.StepLoss;
import io.github.stylizer.internal.weights.NamedTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Trains the weights of a transform network with the perceptual loss for one painting. */
final class FastNetTask implements PaintingTask, AutoCloseable {
  static final String NETWORK = "network.safetensors";

  private final TransformNet net;
  private final FastNetOptions options;
  private final PerceptualLoss loss;
  private final NDList styleTarget;
  private final CompiledTransformNet program;
  private final NamedTensors weights;
  private final RunningMean mean;
  private final Map<String, String> description;
  private final Map<String, String> provenance;

  /**
   * Starts from random weights.
   *
   * @param painting {@code (1, 3, H, W)}, normalized; not modified
   * @param description of the task, for checkpoints
   * @param training the training, for the network's provenance
   */
  FastNetTask(
      FeatureExtractor extractor,
      FastNetOptions options,
      NDArray painting,
      Map<String, String> description,
      Map<String, String> training) {
    NDManager manager = painting.getManager();
    this.options = options;
    this.net = options.net();
    this.loss = options.loss(extractor);
    this.weights = net.randomWeights(options.seed(), manager.newSubManager());
    this.mean = new RunningMean(weights.tensors());
    this.program = net.compile(manager.getDevice());
    this.styleTarget = loss.styleTarget(painting);
    this.description = Collections.unmodifiableMap(new LinkedHashMap<>(description));
    this.provenance = new LinkedHashMap<>(description);
    provenance.putAll(training);
    provenance.put("style", options.styleName());
  }

  TransformNet net() {
    return net;
  }

  @Override
  public Map<String, NDArray> parameters() {
    return weights.tensors();
  }

  @Override
  public Map<String, NDArray> state() {
    return mean.state();
  }

  @Override
  public StepLoss step(long number) {
    return this::evaluate;
  }

  @Override
  public void completed(long number) {
    mean.add(number);
  }

  private LossTerms evaluate(Map<String, NDArray> variables, NDArray photos) {
    float limit = (float) options.outputLimit();
    NDArray painted = program.apply(photos, ConvWeights.of(variables));
    NDArray output = PaintedPhotos.withoutPattern(painted, net).clip(-limit, limit);
    return loss.evaluate(output, loss.contentTarget(photos), styleTarget);
  }

  @Override
  public NDArray paint(NDArray photo) {
    try (NDManager scratch = photo.getManager().newSubManager()) {
      NDArray painted = program.apply(photo, ConvWeights.of(mean.arrays()), Precision.FLOAT32);
      painted.attach(scratch);
      NDArray picture = PaintedPhotos.withoutPattern(painted, net);
      picture.attach(photo.getManager());
      return picture;
    }
  }

  @Override
  public Map<String, String> description() {
    return description;
  }

  @Override
  public void save(Path directory, long step) throws IOException {
    try (TransformModel network = network(step)) {
      network.save(directory.resolve(NETWORK));
    }
  }

  /** Returns a network with a copy of the running mean of the weights. */
  TransformModel network(long steps) {
    Map<String, String> all = new LinkedHashMap<>(provenance);
    all.put("steps", Long.toString(steps));
    return TransformNetModel.of(net, mean.arrays(), all);
  }

  @Override
  public void close() {
    program.close();
    weights.close();
    styleTarget.close();
  }
}
