package io.github.stylizer.metanet;

import static io.github.stylizer.metanet.MetaNetArchitecture.MEAN;
import static io.github.stylizer.metanet.MetaNetArchitecture.STD;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.loss.ChannelStatistics;
import io.github.stylizer.internal.loss.LossTerms;
import io.github.stylizer.internal.torch.Scoped;
import io.github.stylizer.internal.torch.TorchProgram;
import io.github.stylizer.internal.train.StepLoss;
import io.github.stylizer.internal.train.TrainingTask;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains a {@link CompactEncoder} and a linear map to predict the statistics of a larger extractor
 * and the style codes that a MetaNet computes from them.
 */
final class EncoderTask implements TrainingTask, AutoCloseable {
  static final String ENCODER = "encoder.safetensors";
  static final String NETWORK = "network.safetensors";

  private final FeatureExtractor teacher;
  private final MetaNetParameters network;
  private final Map<String, String> networkProvenance;
  private final EncoderParameters encoder;
  private final TorchProgram program;
  private final Map<String, String> description;
  private final Map<String, String> provenance;

  /**
   * Starts from given parameters, which the task then owns.
   *
   * @param teacher computes the statistics that {@code network} was trained with; the caller closes
   *     it
   * @param network computes style codes from them
   * @param networkProvenance the origin of the network
   * @param encoder the parameters to train
   * @param description of the task, for checkpoints
   * @param provenance the origin of the encoder, for its file
   */
  EncoderTask(
      FeatureExtractor teacher,
      MetaNetParameters network,
      Map<String, String> networkProvenance,
      EncoderParameters encoder,
      Map<String, String> description,
      Map<String, String> provenance) {
    this.teacher = teacher;
    this.network = network;
    this.networkProvenance = Map.copyOf(networkProvenance);
    this.encoder = encoder;
    this.program = CompactEncoder.compile(encoder.manager().getDevice());
    this.description = Collections.unmodifiableMap(new LinkedHashMap<>(description));
    this.provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
  }

  @Override
  public Map<String, NDArray> parameters() {
    return encoder.trained();
  }

  @Override
  public StepLoss step(long number) {
    return this::evaluate;
  }

  private LossTerms evaluate(Map<String, NDArray> variables, NDArray pictures) {
    return Scoped.results(
        () -> {
          NDArray wanted = wanted(pictures).stopGradient();
          NDArray found = encoder.mapped(encoded(pictures, variables), variables);
          NDArray statistics = found.sub(wanted).square().mean();
          NDArray wantedCodes = codes(wanted);
          NDArray spread = wantedCodes.sub(wantedCodes.mean()).square().mean();
          NDArray codes = codes(found).sub(wantedCodes).square().mean().div(spread);
          Map<String, NDArray> terms = new LinkedHashMap<>();
          terms.put("statistics", statistics);
          terms.put("codes", codes);
          return new LossTerms(terms, statistics.add(codes));
        },
        LossTerms::arrays);
  }

  /** The teacher's statistics, normalized as in the network. */
  private NDArray wanted(NDArray pictures) {
    try (NDList features = teacher.features(pictures)) {
      Map<String, NDArray> tensors = network.tensors();
      return ChannelStatistics.compute(features).sub(tensors.get(MEAN)).div(tensors.get(STD));
    }
  }

  /**
   * Normalizes by the mean and the standard deviation of the statistics {@code (N, 480)} of
   * pictures.
   */
  void normalizeAs(NDArray statistics) {
    encoder.normalizeAs(statistics);
  }

  /** The encoder's statistics of pictures {@code (N, 480)}, without gradients. */
  NDArray statistics(NDArray pictures) {
    return encoded(pictures, encoder.convolutions());
  }

  /** The same, with gradients for the variables. */
  private NDArray encoded(NDArray pictures, Map<String, NDArray> variables) {
    List<NDArray> convolutions =
        encoder.convolutions().keySet().stream().map(variables::get).toList();
    try (NDList features = CompactEncoder.run(program, pictures, convolutions)) {
      return ChannelStatistics.compute(features);
    }
  }

  private NDArray codes(NDArray normalized) {
    return WeightGenerator.hidden(normalized, network.tensors());
  }

  @Override
  public Map<String, String> description() {
    return description;
  }

  /** Writes the encoder and the network for its statistics. */
  @Override
  public void save(Path directory, long step) throws IOException {
    Map<String, String> steps = new LinkedHashMap<>(provenance);
    steps.put("steps", Long.toString(step));
    SafetensorsWriter.write(directory.resolve(ENCODER), encoder.convolutions(), steps);
    try (MetaNetParameters folded = encoder.folded(network)) {
      Map<String, String> all = MetaNetFile.metadata(folded.architecture(), CompactEncoder.TAPS);
      networkProvenance.forEach(all::putIfAbsent);
      steps.forEach((key, value) -> all.put("encoder " + key, value));
      MetaNetFile.write(directory.resolve(NETWORK), folded, all);
    }
  }

  @Override
  public void close() {
    program.close();
    encoder.close();
    network.close();
  }
}
