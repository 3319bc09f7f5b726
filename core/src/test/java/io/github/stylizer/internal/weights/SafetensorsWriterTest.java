package io.github.stylizer.internal.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.testing.Draw;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SafetensorsWriterTest {
  @TempDir Path directory;
  private NDManager manager;
  private Path target;

  @BeforeEach
  void openManager() {
    manager = NDManager.newBaseManager();
    target = directory.resolve("written.safetensors");
  }

  @AfterEach
  void closeManager() {
    manager.close();
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {
        "FLOAT64", "FLOAT32", "FLOAT16", "INT64", "INT32", "INT8", "UINT8", "BOOLEAN",
      })
  void roundTripsEveryType(DataType type) throws Exception {
    NDArray array = Draw.array(manager, 3, new Shape(2, 3, 5), -100, 100).toType(type, false);
    NDArray scalar = array.get(0, 0, 0);
    NDArray empty = manager.create(new Shape(4, 0), type);
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    tensors.put("scalar", scalar);
    tensors.put("array", array);
    tensors.put("empty", empty);
    SafetensorsWriter.write(target, tensors, Map.of("b", "2", "a", "\"ä\n"));
    try (WeightsFile file = WeightsFile.open(target)) {
      assertThat(file.names()).containsExactly("scalar", "array", "empty");
      assertThat(file.metadata()).containsExactly(Map.entry("a", "\"ä\n"), Map.entry("b", "2"));
      for (Map.Entry<String, NDArray> entry : tensors.entrySet()) {
        NDArray read = file.read(entry.getKey(), manager);
        assertThat(read.getDataType()).isEqualTo(type);
        assertThat(read.getShape()).isEqualTo(entry.getValue().getShape());
        assertThat(read.toByteBuffer()).isEqualTo(entry.getValue().toByteBuffer());
      }
    }
  }

  @Test
  void readsHalfPrecisionAsFloat32Exactly() throws Exception {
    NDArray half =
        manager.create(new float[] {1, -0.5f, 65504, 6e-8f}).toType(DataType.FLOAT16, true);
    SafetensorsWriter.write(target, Map.of("half", half), Map.of());
    try (WeightsFile file = WeightsFile.open(target)) {
      assertThat(file.info("half").type()).isEqualTo(ElementType.F16);
      float[] values = file.readFloat32("half", manager).toFloatArray();
      assertThat(values).containsExactly(1, -0.5f, 65504, 0x1p-24f);
    }
  }

  /** Larger than the buffers on both ways, and a view whose numbers do not lie in order. */
  @Test
  void roundTripsInSeveralPieces() throws Exception {
    NDArray array = manager.arange(0f, 5_000_000f, 1f).reshape(2, 2_500_000);
    NDArray transposed = array.transpose();
    int before = manager.getManagedArrays().size();
    SafetensorsWriter.write(target, Map.of("t", transposed), Map.of());
    assertThat(manager.getManagedArrays()).hasSize(before);
    try (WeightsFile file = WeightsFile.open(target)) {
      NDArray read = file.read("t", manager);
      assertThat(read.contentEquals(transposed)).isTrue();
      assertThat(manager.getManagedArrays()).hasSize(before + 1);
    }
  }

  @Test
  void isReadByManyThreadsAtOnce() throws Exception {
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    for (int i = 0; i < 8; i++) {
      tensors.put("t" + i, Draw.array(manager, i, new Shape(100, 100), -1, 1));
    }
    SafetensorsWriter.write(target, tensors, Map.of());
    try (WeightsFile file = WeightsFile.open(target)) {
      List<Integer> wrong =
          IntStream.range(0, 200).parallel().filter(i -> !readsRight(file, i % 8)).boxed().toList();
      assertThat(wrong).isEmpty();
    }
  }

  private static boolean readsRight(WeightsFile file, int tensor) {
    try (NDManager own = NDManager.newBaseManager()) {
      float[] values = file.read("t" + tensor, own).toFloatArray();
      return Arrays.equals(values, Draw.values(tensor, 100, 100));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void writesTheSameBytesAgain() throws Exception {
    NDArray array = Draw.array(manager, 1, new Shape(3, 3), -1, 1);
    SafetensorsWriter.write(target, Map.of("a", array), Map.of("x", "1", "y", "2", "z", "3"));
    byte[] first = Files.readAllBytes(target);
    SafetensorsWriter.write(target, Map.of("a", array), Map.of("z", "3", "y", "2", "x", "1"));
    assertThat(Files.readAllBytes(target)).isEqualTo(first);
    long header = ByteBuffer.wrap(first).order(ByteOrder.LITTLE_ENDIAN).getLong();
    assertThat(header % 8).isZero();
    String json = new String(first, 8, (int) header, StandardCharsets.UTF_8);
    assertThat(json)
        .startsWith("{\"__metadata__\":{\"x\":\"1\",\"y\":\"2\",\"z\":\"3\"},\"a\":{")
        .matches("\\{.*\\} *");
  }

  @Test
  void leavesNothingBehindWhenItFails() throws Exception {
    Files.writeString(target, "old");
    NDArray closed = manager.create(new float[] {1});
    NDArray good = manager.create(new float[] {2});
    Map<String, NDArray> tensors = new LinkedHashMap<>();
    tensors.put("good", good);
    tensors.put("closed", closed);
    // Asked for after the arrays have been looked at and before they are written.
    Map<String, String> spoiling =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          public boolean isEmpty() {
            closed.close();
            return true;
          }
        };
    assertThatThrownBy(() -> SafetensorsWriter.write(target, tensors, spoiling))
        .isInstanceOf(IllegalStateException.class);
    assertThat(Files.readString(target)).isEqualTo("old");
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(target);
    }
  }

  @Test
  void leavesNothingBehindWhenThePlaceIsTaken() throws Exception {
    Files.createDirectories(target.resolve("full"));
    NDArray array = manager.create(new float[] {2});
    assertThatThrownBy(() -> SafetensorsWriter.write(target, Map.of("a", array), Map.of()))
        .isInstanceOf(IOException.class);
    try (var files = Files.list(directory)) {
      assertThat(files).containsExactly(target);
    }
  }

  @Test
  void refusesWhatCannotBeWritten() {
    NDArray array = manager.create(new float[] {2});
    assertThatThrownBy(
            () -> SafetensorsWriter.write(target, Map.of("__metadata__", array), Map.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> SafetensorsWriter.write(target, Map.of("a", array), Map.of("k", "\ud800")))
        .isInstanceOf(IllegalArgumentException.class);
    NDArray complex = manager.create(new float[] {1, 2}).toType(DataType.COMPLEX64, true);
    assertThatThrownBy(() -> SafetensorsWriter.write(target, Map.of("c", complex), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("complex64");
    assertThat(target).doesNotExist();
  }
}
