package io.github.stylizer.vgg;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.nn.StoredConvWeights;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.DrawnVgg;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.ProgramFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class VggProgramFilesTest {
  /** The second and the third of three convolutions, behind the first of one pooling. */
  private static final List<String> TAPS = List.of("relu1_2", "relu2_1");

  @TempDir Path folder;
  private final NDManager manager = NDManager.newBaseManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @EnumSource(Pooling.class)
  void computeWhatTheNetworkComputes(Pooling pooling) throws IOException, InterruptedException {
    Path weights = DrawnVgg.vgg16(folder.resolve("weights.safetensors"), 81);
    NDArray pictures = Draw.array(manager, 80, new Shape(2, 3, 12, 18), -2, 2);
    Vgg.Builder builder =
        Vgg.builder(VggVariant.VGG16).taps(TAPS).pooling(pooling).weights(weights);
    builder.writePrograms(folder);

    NDList features = run("features.pt", weights, pictures, List.of(), List.of());
    NDList kept = run("forward.pt", weights, pictures, List.of(), List.of());
    NDList atTaps = new NDList(kept.get(1).mul(3), kept.get(2).mul(3));
    NDArray gradient = run("backward.pt", weights, pictures, atTaps, kept).singletonOrThrow();

    try (Vgg vgg = builder.build()) {
      NDList expected = vgg.features(pictures);
      assertThat(features).hasSize(2);
      assertSame(features.get(0), expected.get(0));
      assertSame(features.get(1), expected.get(1));
      assertSame(
          gradient,
          vgg.gradient(pictures, TAPS, taps -> new NDList(taps.get(0).mul(3), taps.get(1).mul(3))));
    }
  }

  @Test
  void computeTheTapsInBfloat16() throws IOException {
    Path weights = DrawnVgg.vgg16(folder.resolve("weights.safetensors"), 81);
    NDArray pictures = Draw.array(manager, 80, new Shape(1, 3, 12, 18), -2, 2);
    Vgg.Builder builder = Vgg.builder(VggVariant.VGG16).taps(TAPS).weights(weights).bfloat16(true);
    builder.writePrograms(folder);

    NDList features = run("features.pt", weights, pictures, List.of(), List.of());

    try (Vgg vgg = builder.build()) {
      assertSame(features.get(1), vgg.features(pictures).get(1));
    }
  }

  private NDList run(
      String file, Path weights, NDArray pictures, List<NDArray> gradients, List<NDArray> kept)
      throws IOException {
    NDList inputs = new NDList(pictures);
    inputs.addAll(ProgramFile.list("g", gradients));
    inputs.addAll(ProgramFile.list("s", kept));
    List<NDArray> parameters = new ArrayList<>();
    try (WeightsFile drawn = WeightsFile.open(weights)) {
      StoredConvWeights loaded =
          StoredConvWeights.load(
              drawn, VggLayers.kernelShapes(VggLayers.upTo(VggVariant.VGG16, TAPS)), manager);
      for (String layer : loaded.layers()) {
        parameters.add(loaded.kernel(layer));
        parameters.add(loaded.bias(layer));
      }
    }
    inputs.addAll(ProgramFile.list("w", parameters));
    return ProgramFile.run(folder.resolve(file), inputs, manager);
  }

  private static void assertSame(NDArray actual, NDArray expected) {
    assertThat(actual.getShape()).isEqualTo(expected.getShape());
    assertThat(ErrorMeasures.relative(actual.toFloatArray(), expected.toFloatArray()))
        .isLessThan(1e-5);
  }
}
