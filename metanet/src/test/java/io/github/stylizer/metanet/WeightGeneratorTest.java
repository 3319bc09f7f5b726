package io.github.stylizer.metanet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Precision;
import io.github.stylizer.internal.nn.CompiledTransformNet;
import io.github.stylizer.internal.nn.ConvWeights;
import io.github.stylizer.internal.nn.Norm;
import io.github.stylizer.internal.torch.Gradients;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightGeneratorTest {
  private static final int STATISTICS = 5;
  private static final int STYLES = 2;
  private static final float STEP = 5e-4f;
  private static final double DEAD = 1e-5;
  // What a change of scale or of a bias leaves in float32 behind 14 norms.
  private static final double UNSEEN = 1e-3;

  private final NDManager manager = NDManager.newBaseManager();
  private NDArray photos;
  private NDArray statistics;

  @BeforeEach
  void draw() {
    photos = Draw.array(manager, 71, new Shape(STYLES, 3, 16, 20), -2, 2);
    statistics = drawnStatistics(STYLES);
  }

  @AfterEach
  void close() {
    manager.close();
  }

  static Stream<MetaNetArchitecture> architectures() {
    return Stream.concat(
        generatedArchitectures(),
        Stream.of(
            new MetaNetArchitecture(2, 5, STATISTICS, new SharedFilters(0), false, false),
            new MetaNetArchitecture(2, 5, STATISTICS, new SharedFilters(1), true, true),
            new MetaNetArchitecture(2, 5, STATISTICS, new SharedFilters(3), true, false)));
  }

  static Stream<MetaNetArchitecture> generatedArchitectures() {
    return Stream.of(
        MetaNetArchitecture.generated(2, 2, STATISTICS, false, false),
        MetaNetArchitecture.generated(2, 2, STATISTICS, true, false),
        MetaNetArchitecture.generated(2, 2, STATISTICS, false, true),
        MetaNetArchitecture.generated(2, 2, STATISTICS, true, true));
  }

  private Map<String, NDArray> parameters(MetaNetArchitecture architecture) {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    try (MetaNetParameters drawn = DrawnMetaNet.parameters(architecture, 100, 200)) {
      tensors.putAll(drawn.tensors());
      tensors.replaceAll(
          (name, tensor) -> manager.create(tensor.toFloatArray(), tensor.getShape()));
    }
    // No hidden number is cut off by the ReLU: every number of every head counts.
    tensors.get("hidden.bias").addi(3f);
    return tensors;
  }

  private static Map<String, NDArray> weights(
      MetaNetArchitecture architecture, NDArray statistics, Map<String, NDArray> parameters) {
    WeightGenerator generator = new WeightGenerator(architecture);
    return generator.weights(generator.codes(statistics, parameters), parameters);
  }

  private NDArray paint(MetaNetArchitecture architecture, Map<String, NDArray> parameters) {
    return architecture
        .net()
        .apply(photos, ConvWeights.of(weights(architecture, statistics, parameters)));
  }

  private NDArray drawnStatistics(int styles) {
    return Draw.array(manager, 72, new Shape(styles, STATISTICS), 0, 2);
  }

  private static double difference(NDArray found, NDArray expected) {
    if (found.equals(expected)) {
      return 0;
    }
    return ErrorMeasures.relative(found.toFloatArray(), expected.toFloatArray());
  }

  private static void assertClose(NDArray found, NDArray expected, double tolerance) {
    assertThat(found.getShape()).isEqualTo(expected.getShape());
    assertThat(difference(found, expected)).isLessThan(tolerance);
  }

  /**
   * Along the gradient itself, which shows a wrong length, and along a random direction, which
   * shows parts that are wrong: the derivative is off by about the length of that part.
   */
  @ParameterizedTest
  @MethodSource("generatedArchitectures")
  void everyGradientIsThatOfDifferences(MetaNetArchitecture architecture)
      throws InterruptedException {
    Map<String, NDArray> parameters = parameters(architecture);
    List<String> names = List.copyOf(architecture.parameters().keySet());
    NDList gradients = gradients(architecture, parameters, names);
    try (CompiledTransformNet program = architecture.net().compile(manager.getDevice())) {
      for (int i = 0; i < names.size(); i++) {
        ToDoubleFunction<NDArray> slope = slope(program, architecture, parameters, names.get(i));
        assertGradient(names.get(i), gradients.get(i), slope);
      }
    }
  }

  private void assertGradient(String name, NDArray gradient, ToDoubleFunction<NDArray> slope) {
    float length = gradient.norm().getFloat();
    NDArray random = Draw.array(manager, 80, gradient.getShape(), -1, 1).sign();
    if (length < DEAD) {
      // The norm behind the first convolution takes its bias out.
      assertThat(name).isEqualTo("downsampling.1.bias");
      assertThat(slope.applyAsDouble(random)).isCloseTo(0, offset(1e-2));
    } else {
      assertThat(slope.applyAsDouble(gradient.div(length)))
          .as("along the gradient of " + name)
          .isCloseTo(length, offset(0.03 * length));
      assertThat(slope.applyAsDouble(random))
          .as("along a random direction in " + name)
          .isCloseTo(gradient.mul(random).sum().getFloat(), offset(0.1 * length));
    }
  }

  private NDList gradients(
      MetaNetArchitecture architecture, Map<String, NDArray> parameters, List<String> names)
      throws InterruptedException {
    return Gradients.compute(
        new NDList(names.stream().map(parameters::get).toList()),
        variables -> {
          Map<String, NDArray> changed = new LinkedHashMap<>(parameters);
          names.forEach(name -> changed.put(name, variables.get(names.indexOf(name))));
          return paint(architecture, changed).square().mean();
        });
  }

  /** From a direction to the derivative of the loss along it, by a central difference. */
  private ToDoubleFunction<NDArray> slope(
      CompiledTransformNet program,
      MetaNetArchitecture architecture,
      Map<String, NDArray> parameters,
      String name) {
    return direction -> {
      float step = STEP / direction.norm().getFloat();
      double[] losses = new double[2];
      for (int side = 0; side < 2; side++) {
        NDArray moved = direction.mul(side == 0 ? -step : step).add(parameters.get(name));
        Map<String, NDArray> changed = new LinkedHashMap<>(parameters);
        changed.put(name, moved);
        ConvWeights weights = ConvWeights.of(weights(architecture, statistics, changed));
        float[] picture = program.apply(photos, weights, Precision.FLOAT32).toFloatArray();
        for (float value : picture) {
          losses[side] += (double) value * value / picture.length;
        }
      }
      return (losses[1] - losses[0]) / (2 * step);
    };
  }

  /** As a training may meet it where weights become 0. */
  @Test
  void filtersOfZerosHaveAGradient() throws InterruptedException {
    MetaNetArchitecture architecture = MetaNetArchitecture.generated(1, 2, STATISTICS, true, false);
    Map<String, NDArray> parameters = parameters(architecture);
    for (String name : List.of("fc3.weight", "fc3.bias")) {
      parameters.put(name, parameters.get(name).zerosLike());
    }
    assertThat(paint(architecture, parameters).toFloatArray()).doesNotContain(Float.NaN);
    List<String> names = List.copyOf(architecture.parameters().keySet());
    for (NDArray gradient : gradients(architecture, parameters, names)) {
      assertThat(gradient.norm().getFloat()).isFinite();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void everyFilterThatIsUsedHasUnitLength(int styles) {
    MetaNetArchitecture architecture = MetaNetArchitecture.generated(2, 2, STATISTICS, true, false);
    Map<String, NDArray> weights =
        weights(architecture, drawnStatistics(styles), parameters(architecture));
    assertThat(GeneratedFilters.generated(2)).hasSize(14);
    GeneratedFilters.generated(2)
        .forEach(
            (layer, shape) -> {
              NDArray filters = weights.get(layer + ".weight").reshape(-1, shape.slice(1).size());
              float[] lengths = filters.square().sum(new int[] {1}).sqrt().toFloatArray();
              assertThat(lengths).as(layer).hasSize((int) (styles * shape.get(0)));
              for (float length : lengths) {
                assertThat(length).as(layer).isCloseTo(1, Offset.offset(1e-5f));
              }
            });
  }

  /** The instance norm behind every generated convolution takes the scale out again. */
  @ParameterizedTest
  @MethodSource("generatedArchitectures")
  void theLengthOfFiltersDoesNotMatter(MetaNetArchitecture architecture) {
    Map<String, NDArray> parameters = parameters(architecture);
    NDArray picture = paint(architecture, parameters);
    assertClose(
        paint(architecture.withFilters(new GeneratedFilters(true)), parameters), picture, UNSEEN);
    for (int head = 1; head <= 14; head++) {
      parameters.get("fc" + head + ".weight").muli(100f);
      parameters.get("fc" + head + ".bias").muli(100f);
    }
    assertClose(paint(architecture, parameters), picture, UNSEEN);
    parameters.get("fc3.bias").addi(1f);
    assertThat(difference(paint(architecture, parameters), picture)).isGreaterThan(10 * UNSEEN);
  }

  @ParameterizedTest
  @MethodSource("generatedArchitectures")
  void generatedBiasesAreDead(MetaNetArchitecture architecture) {
    Map<String, NDArray> parameters = parameters(architecture);
    NDArray picture = paint(architecture, parameters);
    int head = 1;
    for (Shape kernel : GeneratedFilters.generated(architecture.base()).values()) {
      for (String ending : List.of(".weight", ".bias")) {
        String behindTheKernel = kernel.size() + ":";
        parameters.get("fc" + head + ending).get(behindTheKernel).addi(0.5f);
      }
      head++;
    }
    assertClose(paint(architecture, parameters), picture, UNSEEN);
  }

  @Test
  void theColorHeadChangesColorsOfThePictureThatIsPaintedWithout() {
    MetaNetArchitecture architecture = MetaNetArchitecture.generated(2, 2, STATISTICS, true, true);
    Map<String, NDArray> parameters = parameters(architecture);
    NDArray plain = paint(MetaNetArchitecture.generated(2, 2, STATISTICS, true, false), parameters);
    NDArray codes = new WeightGenerator(architecture).codes(statistics, parameters);
    NDArray numbers =
        codes.matMul(parameters.get("color.weight").transpose()).add(parameters.get("color.bias"));
    NDArray matrix = numbers.get(":, :9").reshape(STYLES, 3, 3);
    NDArray pixels = plain.reshape(STYLES, 3, plain.size() / STYLES / 3);
    NDArray colored = matrix.matMul(pixels).add(numbers.get(":, 9:").expandDims(2));
    assertClose(paint(architecture, parameters), colored.reshape(plain.getShape()), 1e-5);
    assertThat(difference(colored.reshape(plain.getShape()), plain)).isGreaterThan(0.1);
  }

  @ParameterizedTest
  @MethodSource("architectures")
  void manyStylesAtOnceAreThoseOneByOne(MetaNetArchitecture architecture) {
    Map<String, NDArray> parameters = parameters(architecture);
    NDArray three = drawnStatistics(3);
    Map<String, NDArray> together = weights(architecture, three, parameters);
    for (int style = 0; style < 3; style++) {
      NDArray one = three.get(style + ":" + (style + 1));
      Map<String, NDArray> alone = weights(architecture, one, parameters);
      assertThat(alone.keySet()).containsExactlyElementsOf(together.keySet());
      Map<String, NDArray> own = WeightGenerator.ofStyle(together, style, 3);
      for (String name : alone.keySet()) {
        assertClose(own.get(name), alone.get(name), 1e-5);
      }
    }
    boolean affine = architecture.net().norm() == Norm.AFFINE;
    NDArray differing = together.get(affine ? "downsampling.6.weight" : "downsampling.5.weight");
    assertThat(difference(differing.get(0), differing.get(1))).isGreaterThan(0.01);
  }

  /** Shen, Yan and Zeng; the shapes alone, not 870 MB of numbers. */
  @Test
  void theNetworkOfTheArticleHas218MillionParameters() {
    Map<String, Shape> shapes =
        MetaNetArchitecture.generated(32, 128, 1920, false, false).parameters();
    List<Long> rows = new ArrayList<>();
    for (int head = 1; head <= 14; head++) {
      assertThat(shapes.get("fc" + head + ".weight").get(1)).isEqualTo(128);
      rows.add(shapes.get("fc" + head + ".bias").get(0));
    }
    List<Long> expected = new ArrayList<>(List.of(18496L, 73856L));
    expected.addAll(Collections.nCopies(10, 147584L));
    expected.addAll(List.of(73792L, 18464L));
    assertThat(rows).isEqualTo(expected);
    assertThat(shapes.get("hidden.weight")).isEqualTo(new Shape(1792, 1920));
    assertThat(shapes).doesNotContainKey("color.weight");
    long parameters = shapes.values().stream().mapToLong(Shape::size).sum();
    assertThat(parameters).isEqualTo(217_655_811L);
  }
}
