package io.github.stylizer.metanet;

import static io.github.stylizer.metanet.MetaNetArchitecture.FIRST;
import static io.github.stylizer.metanet.MetaNetArchitecture.LAST;
import static io.github.stylizer.metanet.MetaNetArchitecture.MEAN;
import static io.github.stylizer.metanet.MetaNetArchitecture.STD;
import static io.github.stylizer.metanet.MetaNetArchitecture.required;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Precision;
import io.github.stylizer.internal.loss.LossTerms;
import io.github.stylizer.internal.loss.StatisticsLoss;
import io.github.stylizer.internal.nn.CompiledTransformNet;
import io.github.stylizer.internal.nn.ConvWeights;
import io.github.stylizer.internal.nn.PaintedPhotos;
import io.github.stylizer.internal.torch.Tensors;
import io.github.stylizer.internal.train.PaintingTask;
import io.github.stylizer.internal.train.RunningMean;
import io.github.stylizer.internal.train.StepLoss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Trains the parameters of a MetaNet with the loss of the photos it paints. */
final class MetaNetTask implements PaintingTask, AutoCloseable {
  static final String NETWORK = "network.safetensors";
  static final String LARGEST_WEIGHT = "largest_generated_weight";
  private static final String LARGEST_NUMBER = "largest_head_output";

  private final WeightGenerator generator;
  private final MetaNetParameters parameters;
  private final Map<String, NDArray> trained;
  private final RunningMean mean;
  private final Map<String, Double> scales;
  private final StatisticsLoss loss;
  private final Steadiness steadiness;
  private final StyleSampler paintings;
  private final List<float[]> validationStyles;
  private final CompiledTransformNet program;
  private final Map<String, String> description;
  private final Map<String, String> provenance;

  /**
   * Starts from given parameters.
   *
   * @param start copied
   * @param paintings the styles; the caller closes them
   * @param validationStyles the statistics of the paintings in whose styles {@link #paint} paints,
   *     side by side
   * @param description of the task, for checkpoints
   * @param provenance the origin of the network, for its file
   */
  MetaNetTask(
      MetaNetParameters start,
      StatisticsLoss loss,
      Steadiness steadiness,
      StyleSampler paintings,
      List<float[]> validationStyles,
      Map<String, String> description,
      Map<String, String> provenance) {
    this.parameters = start.copy();
    this.generator = new WeightGenerator(start.architecture());
    this.trained = new LinkedHashMap<>(parameters.tensors());
    trained.keySet().removeAll(List.of(MEAN, STD));
    this.scales = scales(start.architecture());
    scales.forEach((name, scale) -> required(trained, name).divi(scale));
    this.mean = new RunningMean(trained);
    this.loss = loss;
    this.steadiness = steadiness;
    this.paintings = paintings;
    this.validationStyles = List.copyOf(validationStyles);
    this.program = start.architecture().net().compile(parameters.manager().getDevice());
    this.description = Collections.unmodifiableMap(new LinkedHashMap<>(description));
    this.provenance = Collections.unmodifiableMap(new LinkedHashMap<>(provenance));
  }

  @Override
  public Map<String, NDArray> parameters() {
    return Collections.unmodifiableMap(trained);
  }

  @Override
  public Map<String, NDArray> state() {
    return mean.state();
  }

  @Override
  public void completed(long number) {
    mean.add(number);
  }

  @Override
  public StepLoss step(long number) throws IOException, InterruptedException {
    NDArray style = paintings.statistics(number, parameters.manager());
    try {
      NDArray input = paintings.encoderInput(number, style, parameters.manager());
      return new Step(number, style, input);
    } catch (IOException | InterruptedException | RuntimeException e) {
      style.close();
      throw e;
    }
  }

  /** The loss of photos that are painted in the styles of one step. */
  private final class Step implements StepLoss {
    private final long number;
    private final NDArray style;
    private final NDArray input;
    private Map<String, Double> measures = Map.of();

    /** Takes what the loss compares with, and the network's input for the same paintings. */
    Step(long number, NDArray style, NDArray input) {
      this.number = number;
      this.style = style;
      this.input = input;
    }

    @Override
    public LossTerms evaluate(Map<String, NDArray> variables, NDArray photos) {
      NDManager manager = photos.getManager();
      Map<String, NDArray> effective = effective(variables, manager);
      NDArray codes = generator.codes(statistics(manager), effective);
      Map<String, NDArray> outputs = generator.outputs(codes, effective);
      Map<String, NDArray> weights = generator.weights(codes, outputs, effective);
      measures = measured(outputs, weights);
      ConvWeights written = ConvWeights.of(weights);
      NDArray output = painted(photos, written);
      LossTerms terms = loss.evaluate(output, loss.contentTarget(photos), present(style, manager));
      if (steadiness.weight() == 0) {
        return terms;
      }
      return terms.with(
          "steadiness",
          steadiness.term(number, photos, output, shifted -> painted(shifted, written)));
    }

    private NDArray painted(NDArray photos, ConvWeights written) {
      return PaintedPhotos.withoutPattern(program.apply(photos, written), program.net());
    }

    /** The network's input: what the loss compares may have more behind the statistics. */
    private NDArray statistics(NDManager manager) {
      NDArray all = present(input, manager);
      long length = parameters.architecture().statistics();
      return all.getShape().get(1) == length ? all : all.get(new NDIndex(":, :{}", length));
    }

    @Override
    public Map<String, Double> measures() {
      return measures;
    }

    @Override
    public void close() {
      style.close();
      input.close();
    }
  }

  private static NDArray present(NDArray values, NDManager manager) {
    NDArray copy = values.stopGradient();
    copy.attach(manager);
    return copy;
  }

  private Map<String, NDArray> weights(
      NDArray style, Map<String, NDArray> variables, NDManager manager) {
    Map<String, NDArray> effective = effective(variables, manager);
    return generator.weights(generator.codes(style, effective), effective);
  }

  /** The parameters that the network computes with: some are trained at another scale. */
  private Map<String, NDArray> effective(Map<String, NDArray> variables, NDManager manager) {
    Map<String, NDArray> effective = new LinkedHashMap<>(parameters.tensors());
    effective.putAll(variables);
    scales.forEach(
        (name, scale) -> {
          NDArray scaled = Tensors.scale(required(variables, name), scale);
          scaled.attach(manager);
          effective.put(name, scaled);
        });
    return effective;
  }

  /** The scale of every parameter that is not trained as it is. */
  private static Map<String, Double> scales(MetaNetArchitecture architecture) {
    Map<String, Double> scales = new LinkedHashMap<>();
    architecture
        .parameters()
        .forEach(
            (name, shape) -> {
              double scale = architecture.filters().learningScale(name, shape);
              if (scale != 1) {
                scales.put(name, scale);
              }
            });
    return scales;
  }

  /**
   * Measures what grows without bound unless filters have unit length: the largest weight of the
   * transform network, and the largest output of a head.
   */
  private static Map<String, Double> measured(
      Map<String, NDArray> outputs, Map<String, NDArray> weights) {
    Map<String, NDArray> generated = new LinkedHashMap<>(weights);
    generated.keySet().removeIf(name -> name.startsWith(FIRST) || name.startsWith(LAST));
    Map<String, Double> measures = new LinkedHashMap<>();
    measures.put(LARGEST_WEIGHT, largest(generated.values()));
    measures.put(LARGEST_NUMBER, largest(outputs.values()));
    return measures;
  }

  private static double largest(Collection<NDArray> arrays) {
    double largest = 0;
    for (NDArray array : arrays) {
      try (NDArray maximum = array.max();
          NDArray minimum = array.min()) {
        largest = Math.max(largest, Math.max(maximum.getFloat(), -minimum.getFloat()));
      }
    }
    return largest;
  }

  @Override
  public NDArray paint(NDArray photo) {
    try (NDManager scratch = photo.getManager().newSubManager()) {
      NDList pictures = new NDList();
      for (float[] values : validationStyles) {
        NDArray style = scratch.create(values, new Shape(1, values.length));
        ConvWeights weights = ConvWeights.of(weights(style, mean.arrays(), scratch));
        NDArray painted = program.apply(photo, weights, Precision.FLOAT32);
        painted.attach(scratch);
        NDArray picture = PaintedPhotos.withoutPattern(painted, program.net());
        picture.attach(scratch);
        pictures.add(picture);
      }
      NDArray row = NDArrays.concat(pictures, 3);
      row.attach(photo.getManager());
      return row;
    }
  }

  @Override
  public Map<String, String> description() {
    return description;
  }

  @Override
  public void save(Path directory, long step) throws IOException {
    try (MetaNetParameters averaged = averaged()) {
      MetaNetFile.write(directory.resolve(NETWORK), averaged, provenance(step));
    }
  }

  Map<String, String> provenance(long steps) {
    Map<String, String> all = new LinkedHashMap<>(provenance);
    all.put("steps", Long.toString(steps));
    return all;
  }

  /** Returns the running mean of the parameters, at their own scale. */
  MetaNetParameters averaged() {
    MetaNetParameters copy = parameters.copy();
    mean.arrays().forEach((name, array) -> array.copyTo(required(copy.tensors(), name)));
    scales.forEach((name, scale) -> required(copy.tensors(), name).muli(scale));
    return copy;
  }

  @Override
  public void close() {
    program.close();
    parameters.close();
  }
}
