package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Precision;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.ProgramFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransformNetProgramFileTest {
  @TempDir Path folder;
  private final NDManager manager = NDManager.newBaseManager(Device.cpu());

  @AfterEach
  void close() {
    manager.close();
  }

  @ParameterizedTest
  @CsvSource({
    "false, FLOAT32, 1e-5",
    "true, FLOAT32, 1e-5",
    "false, BFLOAT16, 0.06",
    "true, BFLOAT16, 0.06"
  })
  void paintsWhatTheLayersPaint(boolean affine, Precision precision, double limit)
      throws IOException {
    TransformNet net = new TransformNet(4, affine);
    Map<String, NDArray> tensors = OwnWeights.NONE.draw(manager, net, 1);
    NDArray pictures = Draw.array(manager, 71, new Shape(2, 3, 30, 41), -2, 2);
    float[] expected = net.apply(pictures, ConvWeights.of(tensors)).toFloatArray();
    Path file = folder.resolve("net.pt");

    net.writeProgram(precision, file);

    NDList inputs = new NDList(pictures);
    List<NDArray> inOrder = new ArrayList<>();
    for (String layer : net.kernelShapes().keySet()) {
      inOrder.add(tensors.get(layer + ".weight"));
      inOrder.add(tensors.get(layer + ".bias"));
    }
    inputs.addAll(ProgramFile.list("w", inOrder));
    NDArray painted = ProgramFile.run(file, inputs, manager).singletonOrThrow();
    assertThat(painted.getShape()).isEqualTo(pictures.getShape());
    assertThat(ErrorMeasures.rootMeanSquare(painted.toFloatArray(), expected)).isLessThan(limit);
  }

  @Test
  void saysThatThereIsNoFolder() {
    Path file = folder.resolve("none").resolve("net.pt");
    assertThatIOException()
        .isThrownBy(() -> TransformNet.of(4).writeProgram(Precision.FLOAT16, file))
        .withMessageContaining(file.toString());
  }
}
