package io.github.stylizer.metanet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.SharedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompactEncoderTest {
  @TempDir Path folder;
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  private Path drawn() throws IOException {
    Path file = folder.resolve("encoder.safetensors");
    try (EncoderParameters parameters = EncoderParameters.random(4, 3)) {
      SafetensorsWriter.write(file, parameters.convolutions(), Map.of());
    }
    return file;
  }

  @Test
  void saysOfAPaintingWhatPyTorchSays() throws IOException {
    try (CompactEncoder encoder =
            CompactEncoder.load(SharedFiles.path("models/encoder-compact.safetensors"));
        WeightsFile reference =
            WeightsFile.open(SharedFiles.path("models/reference.safetensors"))) {
      NDArray levels = reference.readFloat32("style_rgb8", manager);
      NDArray painting = ImageTensors.fromLevels(levels.transpose(2, 0, 1).expandDims(0));
      float[] expected = reference.readFloat32("encoder_statistics", manager).toFloatArray();
      NDArray found = new StyleStatistics(encoder).statistics(painting);
      assertThat(ErrorMeasures.relative(found.toFloatArray(), expected)).isLessThan(1e-5);
    }
  }

  @Test
  void hasFourTaps() throws IOException {
    try (CompactEncoder encoder = CompactEncoder.load(drawn())) {
      NDArray pictures = Draw.array(manager, 7, new Shape(2, 3, 24, 17), -1, 1);
      NDList features = encoder.features(pictures);
      assertThat(features.stream().map(NDArray::getShape))
          .containsExactly(
              new Shape(2, 16, 24, 17),
              new Shape(2, 32, 12, 8),
              new Shape(2, 64, 6, 4),
              new Shape(2, 128, 3, 2));
      assertThat(encoder.taps().stream().map(encoder::channels)).containsExactly(16, 32, 64, 128);
      assertThat(new StyleStatistics(encoder).length()).isEqualTo(CompactEncoder.STATISTICS);
      assertThat(manager.getManagedArrays()).hasSize(5);
      assertThatIllegalArgumentException().isThrownBy(() -> encoder.channels("relu5_1"));
      NDArray tooSmall = manager.zeros(new Shape(1, 3, 7, 8));
      assertThatIllegalArgumentException().isThrownBy(() -> encoder.features(tooSmall));
    }
  }

  @Test
  void cannotBeUsedAfterClose() throws IOException {
    CompactEncoder encoder = CompactEncoder.load(drawn());
    encoder.close();
    encoder.close();
    NDArray picture = manager.zeros(new Shape(1, 3, 16, 16));
    assertThatIllegalStateException().isThrownBy(() -> encoder.features(picture));
  }

  @Test
  void anotherFileIsRefused() throws IOException {
    Path file = folder.resolve("other.safetensors");
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    tensors.put("features.0.weight", manager.zeros(new Shape(64, 3, 3, 3)));
    SafetensorsWriter.write(file, tensors, Map.of());
    assertThatExceptionOfType(WeightsFormatException.class)
        .isThrownBy(() -> CompactEncoder.load(file))
        .withMessageContainingAll("other.safetensors", "features.0.weight", "(16, 3, 3, 3)");
  }
}
