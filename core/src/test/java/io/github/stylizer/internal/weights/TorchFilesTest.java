package io.github.stylizer.internal.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.SharedFiles;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that {@code torch.save} wrote. */
class TorchFilesTest {
  /** The numbers of the k-th tensor of the transform8 files were drawn with this seed plus k. */
  private static final long SEED = 7000;

  private static final long EXAMPLE_SEED = 7200;

  private NDManager manager;

  @BeforeEach
  void openManager() {
    manager = NDManager.newBaseManager();
  }

  @AfterEach
  void closeManager() {
    manager.close();
  }

  /** The same network in seven disguises; its numbers are drawn, see {@link Draw}. */
  @ParameterizedTest
  @CsvSource({
    "zip, F32, 0",
    "legacy, F32, 0",
    "parameters, F32, 0",
    "checkpoint, F32, 0",
    "dataparallel, F32, 0",
    "half, F16, 0.0005",
    "bfloat16, BF16, 0.004",
  })
  void readsTheSameNetworkFromEveryFormat(String name, ElementType type, float rounding)
      throws Exception {
    try (WeightsFile file = WeightsFile.open(SharedFiles.path("pth/transform8-" + name + ".pth"))) {
      List<String> names = new ArrayList<>(file.names());
      assertThat(names).hasSize(32).contains("downsampling.1.weight", "residuals.0.conv.1.bias");
      assertThat(names.get(0)).isEqualTo("downsampling.1.weight");
      for (int k = 0; k < names.size(); k++) {
        assertThat(file.info(names.get(k)).type()).isEqualTo(type);
        NDArray array = file.readFloat32(names.get(k), manager);
        assertIsDrawn(array, SEED + k, rounding);
      }
    }
  }

  private static void assertIsDrawn(NDArray array, long seed, float rounding) {
    Shape shape = array.getShape();
    boolean kernel = shape.dimension() == 4;
    double fanIn = kernel ? shape.get(1) * shape.get(2) * shape.get(3) : 1;
    float scale = kernel ? (float) Math.sqrt(3 / fanIn) : 0.1f;
    float[] drawn = Draw.values(seed, shape.getShape());
    float[] values = array.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      float expected = drawn[i] * scale;
      assertThat(values[i]).isCloseTo(expected, within(1e-7f + rounding * Math.abs(expected)));
    }
  }

  @Test
  void readsViewsAsTorchSeesThem() throws Exception {
    try (WeightsFile file = WeightsFile.open(resource("views.pth"));
        WeightsFile expected = WeightsFile.open(resource("views-expected.safetensors"))) {
      for (String name : expected.names()) {
        NDArray array = file.read(name, manager);
        NDArray wanted = expected.read(name, manager);
        assertThat(array.toFloatArray()).as(name).containsExactly(wanted.toFloatArray());
        if (!name.equals("scalar")) {
          assertThat(array.getShape()).as(name).isEqualTo(wanted.getShape());
        }
      }
    }
  }

  @Test
  void readsOtherTypesScalarsAndEmptyTensors() throws Exception {
    try (WeightsFile file = WeightsFile.open(resource("views.pth"))) {
      assertThat(file.metadata()).isEmpty();
      assertThat(file.info("scalar").shape()).isEmpty();
      assertThat(file.read("scalar", manager).getShape()).isEqualTo(new Shape());
      assertThat(file.read("empty", manager).getShape()).isEqualTo(new Shape(0, 3));
      assertThat(file.read("int64", manager).toLongArray()).hasSize(5);
      assertThat(file.read("float64", manager).getDataType()).isEqualTo(DataType.FLOAT64);
      assertThat(file.readFloat32("float64", manager).getDataType()).isEqualTo(DataType.FLOAT32);
      assertThat(file.read("bool", manager).toBooleanArray()).hasSize(2);
      assertThatThrownBy(() -> file.readFloat32("int64", manager))
          .isInstanceOf(WeightsFormatException.class)
          .hasMessageContaining("I64");
    }
  }

  @Test
  void leavesOnlyTheArraysItReturns() throws Exception {
    try (WeightsFile file = WeightsFile.open(resource("views.pth"))) {
      int before = manager.getManagedArrays().size();
      try (NDManager own = manager.newSubManager()) {
        for (String name : file.names()) {
          file.read(name, own);
        }
        assertThat(own.getManagedArrays()).hasSize(file.names().size());
      }
      assertThat(manager.getManagedArrays()).hasSize(before);
    }
  }

  /** Convolutions and affine instance norms, k-th tensor drawn with seed 7200 + k. */
  @Test
  void readsANetworkOfPytorchExamples() throws Exception {
    try (WeightsFile file = WeightsFile.open(SharedFiles.path("pth/example8.pth"))) {
      List<String> names = new ArrayList<>(file.names());
      assertThat(names).hasSize(62).contains("conv1.conv2d.weight", "res5.in2.bias");
      assertThat(file.info("conv1.conv2d.weight").shape()).containsExactly(8L, 3L, 9L, 9L);
      for (int k = 0; k < names.size(); k++) {
        NDArray array = file.readFloat32(names.get(k), manager);
        boolean scale = names.get(k).matches(".*in[0-9]\\.weight");
        assertIsDrawn(scale ? array.sub(1f).mul(0.2f) : array, EXAMPLE_SEED + k, 1e-5f);
      }
    }
  }

  @Test
  void readsTheSameNetworkFromBeforeTorch04() throws Exception {
    try (WeightsFile file = WeightsFile.open(SharedFiles.path("pth/example8.pth"));
        WeightsFile old = WeightsFile.open(SharedFiles.path("pth/example8-before-0.4.pth"))) {
      assertThat(old.names()).containsAll(file.names()).contains("in1.running_mean");
      for (String name : file.names()) {
        float[] expected = file.read(name, manager).toFloatArray();
        assertThat(old.read(name, manager).toFloatArray()).as(name).containsExactly(expected);
      }
    }
  }

  private static Path resource(String name) throws Exception {
    return Path.of(TorchFilesTest.class.getResource("/pth/" + name).toURI());
  }

  /** Among them views that are not contiguous. */
  @Test
  void readsTheSameFromMemoryAndIntoTheHeap() throws Exception {
    InMemory.assertSame(resource("views.pth"), manager, Long.MAX_VALUE);
  }
}
