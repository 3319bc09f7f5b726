package io.github.stylizer.internal.weights;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What is written is what is read, for weights of any name, type and shape. */
class WeightsRoundTripTest {
  /** The shape and the type of an array. */
  record Kind(Shape shape, DataType type) {}

  @Property
  void everyHalfThatIsANumberIsExact(@ForAll short bits) {
    float value = Float16.toFloat(bits);
    if (!Float.isNaN(value)) {
      assertThat(Float16.of(value)).isEqualTo(bits);
    }
  }

  @Property
  void halvesAreTheNearest(@ForAll float value) {
    float half = Float16.toFloat(Float16.of(value));
    if (Math.abs(value) < 65520) {
      // Half of the last of 11 bits, or of the smallest step.
      double step = Math.max(Math.ulp(Math.abs(value)) * 0x1p13, 0x1p-24);
      assertThat(Math.abs((double) half - value)).isLessThanOrEqualTo(step / 2);
    } else {
      assertThat(Math.abs(half)).isInfinite();
    }
  }

  @Property(tries = 100)
  void safetensorsKeepNamesTypesShapesAndNumbers(
      @ForAll("kinds") Map<String, Kind> kinds, @ForAll("texts") Map<String, String> metadata)
      throws IOException {
    Path folder = Files.createTempDirectory("round-trip");
    Path file = folder.resolve("a.safetensors");
    try (NDManager manager = NDManager.newBaseManager()) {
      Map<String, NDArray> tensors = new LinkedHashMap<>();
      kinds.forEach((name, kind) -> tensors.put(name, drawn(kind, manager)));
      SafetensorsWriter.write(file, tensors, metadata);
      try (WeightsFile read = WeightsFile.open(file)) {
        assertThat(read.metadata()).isEqualTo(metadata);
        assertThat(read.names()).isEqualTo(tensors.keySet());
        for (Map.Entry<String, NDArray> tensor : tensors.entrySet()) {
          NDArray again = read.read(tensor.getKey(), manager);
          assertThat(again.getShape()).isEqualTo(tensor.getValue().getShape());
          assertThat(again.getDataType()).isEqualTo(tensor.getValue().getDataType());
          assertThat(again.toByteBuffer()).isEqualTo(tensor.getValue().toByteBuffer());
        }
      }
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }

  private static NDArray drawn(Kind kind, NDManager manager) {
    return manager.randomUniform(0, 100, kind.shape()).toType(kind.type(), false);
  }

  @Provide
  Arbitrary<Map<String, Kind>> kinds() {
    Arbitrary<Shape> shapes =
        Arbitraries.longs().between(1, 5).array(long[].class).ofMaxSize(5).map(Shape::new);
    Arbitrary<DataType> types =
        Arbitraries.of(
            List.of(
                DataType.FLOAT64,
                DataType.FLOAT32,
                DataType.FLOAT16,
                DataType.INT64,
                DataType.INT32,
                DataType.INT8,
                DataType.UINT8,
                DataType.BOOLEAN));
    Arbitrary<Kind> kinds = shapes.flatMap(shape -> types.map(type -> new Kind(shape, type)));
    return Arbitraries.maps(text().filter(name -> !name.equals("__metadata__")), kinds)
        .ofMinSize(1)
        .ofMaxSize(5);
  }

  @Provide
  Arbitrary<Map<String, String>> texts() {
    return Arbitraries.maps(text(), text()).ofMaxSize(5);
  }

  /** All of Unicode but halves of surrogate pairs, which no file can hold. */
  private static Arbitrary<String> text() {
    return Arbitraries.strings()
        .ofMaxLength(20)
        .filter(text -> text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff));
  }
}
