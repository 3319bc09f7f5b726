package io.github.stylizer.fastnet;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.ConvWeights;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.loss.LossTerms;
import io.github.stylizer.loss.PerceptualLoss;
import io.github.stylizer.nn.CompiledTransformNet;
import io.github.stylizer.nn.LearnedConvWeights;
import io.github.stylizer.nn.TransformNet;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.train.TrainingTask;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The weights of one transform network, and how far its pictures are from photo and painting. */
final class FastNetTask implements TrainingTask, AutoCloseable {
  static final String NETWORK = "network.safetensors";

  private final TransformNet net;
  private final FastNetOptions options;
  private final PerceptualLoss loss;
  private final NDList styleTarget;
  private final CompiledTransformNet program;
  private final LearnedConvWeights weights;
  private final Map<String, String> description;
  private final Map<String, String> provenance;

  /**
   * Begins with random weights.
   *
   * @param training describes how the task will be trained, for the network's provenance
   * @param manager owns the weights and whatever else the task keeps
   */
  FastNetTask(
      FeatureExtractor extractor,
      FastNetOptions options,
      BufferedImage style,
      Map<String, String> training,
      NDManager manager) {
    this.options = options;
    this.net = TransformNet.of(options.base());
    this.loss = options.loss(extractor);
    this.weights = net.randomWeights(options.seed(), manager);
    this.program = net.compile(manager.getDevice());
    try (NDManager scratch = manager.newSubManager()) {
      styleTarget = loss.styleTarget(ImageTensors.fromImage(scratch, style));
      styleTarget.attach(manager);
    }
    this.description = new LinkedHashMap<>(options.description(extractor));
    description.put("style picture", fingerprint(style));
    this.provenance = new LinkedHashMap<>(description);
    provenance.putAll(training);
    provenance.put("style", options.styleName());
  }

  /** Size and SHA-256 of the pixels: the same painting, whatever file it came from. */
  private static String fingerprint(BufferedImage image) {
    int width = image.getWidth();
    int height = image.getHeight();
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      ByteBuffer row = ByteBuffer.allocate(Integer.BYTES * width);
      for (int y = 0; y < height; y++) {
        row.asIntBuffer().put(image.getRGB(0, y, width, 1, null, 0, width));
        digest.update(row.array());
      }
      String sum = HexFormat.of().formatHex(digest.digest(), 0, 8);
      return "%dx%d %s".formatted(width, height, sum);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  @Override
  public Map<String, NDArray> parameters() {
    return weights.tensors();
  }

  @Override
  public LossTerms loss(Map<String, NDArray> variables, NDArray photos, long step) {
    float limit = (float) options.outputLimit();
    NDArray output = program.apply(photos, ConvWeights.of(variables), true).clip(-limit, limit);
    return loss.evaluate(output, loss.contentTarget(photos), styleTarget);
  }

  @Override
  public NDArray paint(NDArray photo) {
    return program.apply(photo, weights, false);
  }

  @Override
  public Map<String, String> description() {
    return description;
  }

  @Override
  public void save(Path directory, long step) throws IOException {
    try (FastNet network = network(step)) {
      network.save(directory.resolve(NETWORK));
    }
  }

  /** Returns a network with a copy of the present weights. */
  FastNet network(long steps) {
    Map<String, String> all = new LinkedHashMap<>(provenance);
    all.put("steps", Long.toString(steps));
    return FastNet.of(net, weights.tensors(), all);
  }

  @Override
  public void close() {
    program.close();
    weights.close();
    styleTarget.close();
  }
}
