package io.github.stylizer.metanet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.Gradients;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.testing.Draw;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharedFiltersTest {
  private static final int RANK = 2;
  private static final int HIDDEN = 3;
  private static final MetaNetArchitecture ARCHITECTURE =
      new MetaNetArchitecture(2, HIDDEN, 6, new SharedFilters(RANK), true, true);

  /** Row {@code row} of a head, computed one product after the other. */
  private static double output(Map<String, NDArray> tensors, String head, int row, float[] code) {
    double sum = tensors.get(head + ".bias").getFloat(row);
    for (int i = 0; i < code.length; i++) {
      sum += tensors.get(head + ".weight").getFloat(row, i) * code[i];
    }
    return sum;
  }

  @Test
  void aKernelIsTheSharedOneWithTheProductOfLeftAndRight() {
    try (NDManager manager = PyTorchEngine.newManager();
        MetaNetParameters parameters = DrawnMetaNet.parameters(ARCHITECTURE, 1, 2)) {
      NDArray code = Draw.array(manager, 3, new Shape(1, HIDDEN), 0, 2);
      Map<String, NDArray> tensors = parameters.tensors();
      Map<String, NDArray> weights = new WeightGenerator(ARCHITECTURE).weights(code, tensors);
      String layer = "residuals.1.conv.5";
      float[] kernel = weights.get(layer + ".weight").toFloatArray();
      float[] shared = tensors.get(layer + ".weight").toFloatArray();
      int columns = 8 * 9;
      for (int i = 0; i < kernel.length; i++) {
        double expected = shared[i];
        for (int r = 0; r < RANK; r++) {
          expected +=
              output(tensors, layer + ".left", i / columns * RANK + r, code.toFloatArray())
                  * output(
                      tensors, layer + ".right", r * columns + i % columns, code.toFloatArray());
        }
        assertThat((double) kernel[i]).isCloseTo(expected, within(1e-5));
      }
      assertThat(weights.get(layer + ".bias").toFloatArray()).containsOnly(0);
    }
  }

  @Test
  void aNormHasOneAndTheFirstOutputsAsScalesAndTheOthersAsShifts() {
    try (NDManager manager = PyTorchEngine.newManager();
        MetaNetParameters parameters = DrawnMetaNet.parameters(ARCHITECTURE, 1, 2)) {
      NDArray code = Draw.array(manager, 3, new Shape(1, HIDDEN), 0, 2);
      Map<String, NDArray> weights =
          new WeightGenerator(ARCHITECTURE).weights(code, parameters.tensors());
      NDArray scale = weights.get("upsampling.8.weight");
      assertThat(scale.getShape()).isEqualTo(new Shape(2, 1, 1, 1));
      for (int channel = 0; channel < 2; channel++) {
        String head = "upsampling.8.affine";
        float[] numbers = code.toFloatArray();
        assertThat((double) scale.toFloatArray()[channel])
            .isCloseTo(1 + output(parameters.tensors(), head, channel, numbers), within(1e-5));
        assertThat((double) weights.get("upsampling.8.bias").getFloat(channel))
            .isCloseTo(output(parameters.tensors(), head, 2 + channel, numbers), within(1e-5));
      }
    }
  }

  /** The weights are polynomials of the parameters, so central differences are exact. */
  @Test
  void everyGradientIsThatOfDifferences() throws InterruptedException {
    try (NDManager manager = PyTorchEngine.newManager();
        MetaNetParameters drawn = DrawnMetaNet.parameters(ARCHITECTURE, 1, 2)) {
      NDArray statistics = Draw.array(manager, 3, new Shape(2, 6), 0, 2);
      drawn.tensors().get("hidden.bias").addi(3f);
      List<String> names = List.copyOf(ARCHITECTURE.parameters().keySet());
      NDList gradients =
          Gradients.compute(
              new NDList(names.stream().map(drawn.tensors()::get).toList()),
              variables -> {
                Map<String, NDArray> changed = new LinkedHashMap<>(drawn.tensors());
                names.forEach(name -> changed.put(name, variables.get(names.indexOf(name))));
                return loss(statistics, changed);
              });
      for (int i = 0; i < names.size(); i++) {
        NDArray parameter = drawn.tensors().get(names.get(i));
        NDArray direction = Draw.array(manager, 9, parameter.getShape(), -1, 1);
        float expected = gradients.get(i).mul(direction).sum().getFloat();
        double found = slope(names.get(i), direction, statistics, drawn.tensors());
        double length = gradients.get(i).norm().getFloat() * direction.norm().getFloat();
        assertThat(length).as(names.get(i)).isPositive();
        assertThat(found).as(names.get(i)).isCloseTo(expected, within(0.01 * length));
      }
    }
  }

  private static double slope(
      String name, NDArray direction, NDArray statistics, Map<String, NDArray> tensors) {
    float step = 0.01f;
    float[] losses = new float[2];
    for (int side = 0; side < 2; side++) {
      Map<String, NDArray> changed = new LinkedHashMap<>(tensors);
      changed.put(name, tensors.get(name).add(direction.mul(side == 0 ? -step : step)));
      losses[side] = loss(statistics, changed).getFloat();
    }
    return (losses[1] - losses[0]) / (2 * step);
  }

  /** The mean square of all weights, each with a factor of its own. */
  private static NDArray loss(NDArray statistics, Map<String, NDArray> tensors) {
    WeightGenerator generator = new WeightGenerator(ARCHITECTURE);
    NDArray sum = statistics.getManager().zeros(new Shape());
    int seed = 20;
    for (NDArray weight :
        generator.weights(generator.codes(statistics, tensors), tensors).values()) {
      NDArray factors = Draw.array(statistics.getManager(), seed++, weight.getShape(), 0.5f, 1.5f);
      sum = sum.add(weight.square().mul(factors).mean());
    }
    return sum;
  }

  /** At the scales of a training every parameter keeps its first values. */
  @Test
  void correctionsBeginSmallAndNormsAlmostPlain() {
    MetaNetArchitecture large =
        new MetaNetArchitecture(16, 128, 1920, new SharedFilters(RANK), true, true);
    try (NDManager manager = PyTorchEngine.newManager();
        MetaNetParameters drawn = MetaNetParameters.random(large, 5)) {
      WeightGenerator generator = new WeightGenerator(large);
      NDArray statistics = Draw.array(manager, 4, new Shape(1, 1920), -1.7f, 1.7f);
      Map<String, NDArray> weights =
          generator.weights(generator.codes(statistics, drawn.tensors()), drawn.tensors());
      NDArray shared = drawn.tensors().get("residuals.0.conv.1.weight");
      NDArray correction = weights.get("residuals.0.conv.1.weight").sub(shared);
      double share = correction.norm().getFloat() / shared.norm().getFloat();
      assertThat(share).isBetween(0.05, 0.5);
      NDArray scale = weights.get("residuals.0.conv.2.weight");
      assertThat(scale.sub(1).abs().max().getFloat()).isBetween(0.01f, 0.6f);
    }
  }

  @Test
  void aRankOutOfRangeIsRefused() {
    for (int rank : new int[] {-1, 65}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new SharedFilters(rank))
          .withMessageContaining("0 … 64")
          .withMessageContaining("" + rank);
    }
  }
}
