package io.github.stylizer.fastnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.Stylizer;
import io.github.stylizer.StylizerException;
import io.github.stylizer.TransformModel;
import io.github.stylizer.internal.nn.Norm;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.testing.PhotoPixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files of weights that are finite, but that no training gives. */
class ExtremeWeightsTest {
  @TempDir Path directory;
  private final NDManager manager = NDManager.newBaseManager();

  @AfterEach
  void close() {
    manager.close();
  }

  /** Writes a network all of whose weights have one absolute value. */
  private Path write(boolean affine, boolean antialiased, float value) throws IOException {
    TransformNet net = new TransformNet(2, affine ? Norm.AFFINE : Norm.PLAIN, antialiased);
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    net.randomWeights(7, manager)
        .tensors()
        .forEach((name, drawn) -> tensors.put(name, drawn.sign().mul(value)));
    Path file = directory.resolve("network.safetensors");
    try (TransformModel model = TransformNetModel.of(net, tensors, Map.of())) {
      model.save(file);
    }
    return file;
  }

  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true"})
  void zeroGivesAPictureOfOneColor(boolean affine, boolean antialiased) throws IOException {
    try (Stylizer stylizer = Stylizer.owning(FastNet.load(write(affine, antialiased, 0)))) {
      int[] pixels = PhotoPixels.of(stylizer.apply(PhotoPixels.drawn(30, 20)));
      assertThat(pixels).containsOnly(pixels[0]);
    }
  }

  @ParameterizedTest
  @CsvSource({"false, false", "true, false", "false, true"})
  void overflowIsRefusedAndNamesTheFile(boolean affine, boolean antialiased) throws IOException {
    Path file = write(affine, antialiased, 3e38f);
    try (Stylizer stylizer = Stylizer.owning(FastNet.load(file))) {
      assertThatExceptionOfType(StylizerException.class)
          .isThrownBy(() -> stylizer.apply(PhotoPixels.drawn(30, 20)))
          .withMessageContainingAll(file.toString(), "not finite");
    }
  }
}
