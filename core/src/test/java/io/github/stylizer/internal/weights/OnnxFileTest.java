package io.github.stylizer.internal.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.io.ProtocolBuffer;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The initializers of ONNX files, in all ways to store numbers, and files that are refused. */
class OnnxFileTest {
  private static final String NAME = "a.onnx";

  private static WeightsFile open(byte[] bytes) throws IOException {
    return WeightsFile.open(bytes, NAME);
  }

  private static void assertRefused(byte[] bytes, String... inMessage) {
    assertThatExceptionOfType(WeightsFormatException.class)
        .isThrownBy(() -> open(bytes).close())
        .withMessageStartingWith(NAME + ": ")
        .withMessageContainingAll(inMessage);
  }

  /** A file whose only weight is this tensor. */
  private static byte[] withKernel(ProtocolBuffer tensor) {
    return new OnnxBytes().node("Conv", "a", "photo", "kernel").initializer(tensor).file();
  }

  private static float[] numbers(ProtocolBuffer tensor) throws IOException {
    try (WeightsFile file = open(withKernel(tensor))) {
      return file.readFloats("kernel");
    }
  }

  @Test
  void tensorsAreInTheOrderOfTheNodes() throws IOException {
    try (WeightsFile file = open(OnnxBytes.small().file())) {
      assertThat(file.names()).containsExactly("kernel", "bias", "scale");
      assertThat(file.operators()).containsExactly("Conv", "Cast", "InstanceNormalization");
      assertThat(file.info("kernel").shape()).containsExactly(2L, 1L, 1L, 2L);
      assertThat(file.info("scale").type()).isEqualTo(ElementType.F16);
      assertThat(file.readFloats("kernel")).containsExactly(1, 2, 3, 4);
      assertThat(file.readFloats("bias")).containsExactly(0.5f, -0.5f);
      assertThat(file.readFloats("scale")).containsExactly(1, 2);
      assertThat(file.metadata()).isEmpty();
    }
  }

  /** Sizes and factors are not learned. */
  @Test
  void whatNoLayerUsesIsIgnored() throws IOException {
    OnnxBytes bytes =
        OnnxBytes.small()
            .node("Resize", "c", "b", "", "scales")
            .initializer(OnnxBytes.raw("scales", new float[] {1, 1, 2, 2}, 4))
            .initializer(OnnxBytes.tensor("names", 8, 1).text(6, "text"));
    try (WeightsFile file = open(bytes.file())) {
      assertThat(file.names()).hasSize(3).doesNotContain("scales", "names");
    }
  }

  @Test
  void floatsMayBePackedOrNot() throws IOException {
    ProtocolBuffer packed = OnnxBytes.tensor("kernel", 1, 3).bytes(4, OnnxBytes.floats(1, -2, 3));
    assertThat(numbers(packed)).containsExactly(1, -2, 3);
    ProtocolBuffer single = OnnxBytes.tensor("kernel", 1, 3);
    single.number(4, 1f).number(4, -2f).number(4, 3f);
    assertThat(numbers(single)).containsExactly(1, -2, 3);
    ProtocolBuffer mixed = OnnxBytes.tensor("kernel", 1, 4).bytes(4, OnnxBytes.floats(1, -2));
    mixed.number(4, 3f).bytes(4, OnnxBytes.floats(4));
    assertThat(numbers(mixed)).containsExactly(1, -2, 3, 4);
  }

  @Test
  void doublesMayBePackedOrNot() throws IOException {
    ProtocolBuffer packed = OnnxBytes.tensor("kernel", 11, 2).bytes(10, OnnxBytes.doubles(1, 0.1));
    assertThat(numbers(packed)).containsExactly(1, 0.1f);
    ProtocolBuffer single = OnnxBytes.tensor("kernel", 11, 2).number(10, 1.0).number(10, 0.1);
    assertThat(numbers(single)).containsExactly(1, 0.1f);
  }

  /** In raw data, or as integers. */
  @ParameterizedTest
  @CsvSource({"10, 3c00, 1", "10, c000, -2", "16, 3f80, 1", "16, c000, -2"})
  void halvesAreReadFromTheirBits(int type, String bits, float expected) throws IOException {
    int half = Integer.parseInt(bits, 16);
    byte[] raw = {(byte) half, (byte) (half >> 8)};
    assertThat(numbers(OnnxBytes.tensor("kernel", type, 1).bytes(9, raw)))
        .containsExactly(expected);
    assertThat(numbers(OnnxBytes.tensor("kernel", type, 1).integer(5, half)))
        .containsExactly(expected);
    byte[] packed = {(byte) (half | 0x80), (byte) (half >> 7 | 0x80), (byte) (half >> 14)};
    assertThat(numbers(OnnxBytes.tensor("kernel", type, 1).bytes(5, packed)))
        .containsExactly(expected);
  }

  @Test
  void packedSidesAreRead() throws IOException {
    ProtocolBuffer tensor = new ProtocolBuffer().bytes(1, new byte[] {2, 1}).integer(2, 1);
    tensor.text(8, "kernel").bytes(9, OnnxBytes.floats(1, 2));
    try (WeightsFile file = open(withKernel(tensor))) {
      assertThat(file.info("kernel").shape()).containsExactly(2L, 1L);
    }
  }

  @Test
  void propertiesAreMetadata() throws IOException {
    ProtocolBuffer property = new ProtocolBuffer().text(1, "style").text(2, "wave");
    ProtocolBuffer model = new ProtocolBuffer().integer(1, 7).message(7, new ProtocolBuffer());
    try (WeightsFile file = open(model.message(14, property).toByteArray())) {
      assertThat(file.metadata()).containsOnlyKeys("style").containsEntry("style", "wave");
    }
    assertRefused(model.message(14, property).toByteArray(), "'style' twice");
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE, 3, 1L << 40, Long.MAX_VALUE})
  void shapesThatDoNotFitTheNumbersAreRefused(long side) {
    assertRefused(
        withKernel(OnnxBytes.raw("kernel", new float[] {1, 2, 3, 4}, side, 4)), "'kernel'");
  }

  @Test
  void numbersThatAreNotAllThereAreRefused() {
    assertRefused(withKernel(OnnxBytes.tensor("kernel", 1, 4)), "'kernel'", "16 bytes", "has 0");
    ProtocolBuffer twice = OnnxBytes.raw("kernel", new float[] {1, 2}, 2);
    assertRefused(withKernel(twice.number(4, 3f)), "'kernel'", "8 bytes", "has 12");
  }

  /** Paths in a file that is not trusted are not opened. */
  @Test
  void tensorsInOtherFilesAreRefused() {
    ProtocolBuffer external = OnnxBytes.tensor("kernel", 1, 4).integer(14, 1);
    external.message(13, new ProtocolBuffer().text(1, "location").text(2, "/etc/passwd"));
    assertRefused(withKernel(external), "'kernel'", "another file", "save the model as one file");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3, 7, 8, 9, 99, -1})
  void weightsThatAreNoFloatsAreRefused(int type) {
    byte[] bytes = new byte[16];
    assertRefused(withKernel(OnnxBytes.tensor("kernel", type, 4).bytes(9, bytes)), "'kernel'");
  }

  @Test
  void twoOfOneNameAreRefused() {
    assertRefused(
        OnnxBytes.small().initializer(OnnxBytes.raw("bias", new float[2], 2)).file(),
        "'bias' twice");
  }

  @Test
  void modelsWithoutOneGraphAreRefused() {
    ProtocolBuffer model = new ProtocolBuffer().integer(1, 7).text(2, "nobody");
    assertRefused(model.toByteArray(), "no graph");
    model.message(7, new ProtocolBuffer()).message(7, new ProtocolBuffer());
    assertRefused(model.toByteArray(), "two graphs");
  }

  /** A cycle of values that are each other's copy ends. */
  @Test
  void cyclesOfCopiesEnd() throws IOException {
    byte[] bytes =
        OnnxBytes.small()
            .node("Identity", "x", "y")
            .node("Identity", "y", "x")
            .node("Conv", "z", "photo", "x")
            .file();
    try (WeightsFile file = open(bytes)) {
      assertThat(file.names()).hasSize(3);
    }
  }

  @Test
  void truncatedFilesAreRefused() throws IOException {
    byte[] bytes = OnnxBytes.small().file();
    int whole = 0;
    for (int length = 3; length < bytes.length; length++) {
      try (WeightsFile file = open(Arrays.copyOf(bytes, length))) {
        // Between two fields of the model there is no sign of an end.
        assertThat(file.names()).hasSize(3);
        whole++;
      } catch (WeightsFormatException e) {
        assertThat(e.getMessage()).startsWith(NAME).doesNotContain("\n");
      }
    }
    assertThat(whole).isEqualTo(1);
  }

  @Test
  void lengthsAndNumbersWithoutEndAreRefused() {
    byte[] length = new ProtocolBuffer().integer(1, 7).integer(7, 0).toByteArray();
    UnaryOperator<byte[]> asBytes =
        bytes -> {
          byte[] changed = bytes.clone();
          changed[2] = 7 << 3 | 2;
          return changed;
        };
    byte[] claims = Arrays.copyOf(length, 14);
    Arrays.fill(claims, 3, 12, (byte) 0xff);
    claims[12] = 1;
    assertRefused(asBytes.apply(claims), "18446744073709551615 bytes");
    claims[12] = (byte) 0xff;
    assertRefused(asBytes.apply(claims), "more than 10 bytes");
    claims[2] = 7 << 3 | 4;
    assertRefused(claims, "unknown type");
  }
}
