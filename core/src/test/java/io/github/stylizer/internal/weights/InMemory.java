package io.github.stylizer.internal.weights;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares what becomes of a file in memory with what becomes of it on the disk. */
final class InMemory {
  private InMemory() {}

  @FunctionalInterface
  private interface Opening {
    WeightsFile open() throws IOException;
  }

  /** Both are refused with the same message, or both are read alike. */
  static void assertSame(Path path, NDManager manager, long maximumBytes) throws IOException {
    byte[] bytes = Files.readAllBytes(path);
    assertThat(refusal(() -> WeightsFile.open(bytes, path.toString())))
        .isEqualTo(refusal(() -> WeightsFile.open(path)));
    if (!refusal(() -> WeightsFile.open(path)).isEmpty()) {
      return;
    }
    try (WeightsFile expected = WeightsFile.open(path);
        WeightsFile found = WeightsFile.open(bytes, path.toString())) {
      assertThat(found.origin()).isEqualTo(expected.origin());
      assertThat(found.metadata()).isEqualTo(expected.metadata());
      assertThat(found.names()).containsExactlyElementsOf(expected.names());
      for (String name : expected.names()) {
        TensorInfo info = expected.info(name);
        assertThat(found.info(name)).isEqualTo(info);
        if (info.type().isFloating() && info.byteCount() <= maximumBytes) {
          try (NDArray array = expected.readFloat32(name, manager)) {
            assertThat(found.readFloats(name)).as(name).isEqualTo(array.toFloatArray());
          }
        }
      }
    }
  }

  private static String refusal(Opening opening) {
    try {
      opening.open().close();
      return "";
    } catch (IOException e) {
      return e.getMessage();
    }
  }
}
