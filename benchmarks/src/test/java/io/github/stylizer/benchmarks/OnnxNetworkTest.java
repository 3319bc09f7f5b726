package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.SharedFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnnxNetworkTest {
  @TempDir Path folder;

  @Test
  void paintsWhatIsExpectedAgainAndAgain() throws IOException {
    Path expected = SharedFiles.path("peers/transform8-expected.safetensors");
    try (OnnxNetwork network = OnnxNetwork.open(SharedFiles.path("peers/transform8.onnx"));
        WeightsFile file = WeightsFile.open(expected);
        NDManager manager = NDManager.newBaseManager()) {
      NDArray input = file.readFloat32("content", manager);
      float[] output = file.readFloat32("stylised", manager).toFloatArray();
      network.setInput(input);
      network.run();
      assertThat(ErrorMeasures.relative(network.output(), output)).isLessThan(1e-4);
      network.setInput(input.zerosLike());
      network.run();
      assertThat(ErrorMeasures.relative(network.output(), output)).isGreaterThan(0.01);
      network.setInput(input);
      network.run();
      assertThat(ErrorMeasures.relative(network.output(), output)).isLessThan(1e-4);
    }
  }

  @Test
  void aMissingFileAndOneThatIsNoNetworkAreNamed() throws IOException {
    Path missing = folder.resolve("missing.onnx");
    assertThatExceptionOfType(FileNotFoundException.class)
        .isThrownBy(() -> OnnxNetwork.open(missing))
        .withMessageContainingAll("missing.onnx", "peers");
    Path text = Files.writeString(folder.resolve("text.onnx"), "no network");
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> OnnxNetwork.open(text))
        .withMessageContaining("text.onnx");
  }
}
