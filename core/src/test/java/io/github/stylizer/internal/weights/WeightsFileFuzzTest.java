package io.github.stylizer.internal.weights;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.stylizer.WeightsFormatException;
import java.io.IOException;

/** Any bytes are tensors or are refused. */
class WeightsFileFuzzTest {
  private static final String NAME = "a.weights";

  @FuzzTest
  void safetensors(byte[] data) throws IOException {
    readOrRefuse(data);
  }

  @FuzzTest
  void torchZip(byte[] data) throws IOException {
    readOrRefuse(data);
  }

  @FuzzTest
  void torchLegacy(byte[] data) throws IOException {
    readOrRefuse(data);
  }

  @FuzzTest
  void onnx(byte[] data) throws IOException {
    readOrRefuse(data);
  }

  /** The pickle alone, in a sound zip archive. */
  @FuzzTest
  void pickle(byte[] data) throws IOException {
    readOrRefuse(TorchBytes.zip(data));
  }

  private static void readOrRefuse(byte[] data) throws IOException {
    try (WeightsFile file = WeightsFile.open(data, NAME)) {
      for (String name : file.names()) {
        TensorInfo info = file.info(name);
        if (info.type().isFloating()) {
          assertThat((long) file.readFloats(name).length).isEqualTo(info.elementCount());
        }
      }
    } catch (WeightsFormatException e) {
      assertThat(e.getMessage()).startsWith(NAME + ": ").doesNotContain("\n", "\r", ": null");
    }
  }
}
