package io.github.stylizer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.testing.Draw;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StyleCodeTest {
  private static final String NETWORK = "0123456789abcdef";
  private static final int LENGTH_OF_THE_PAPER = 1792;

  @TempDir Path directory;

  private static StyleCode code(float... values) {
    return StyleCode.of(NETWORK, values);
  }

  private static StyleCode drawn(String name) {
    return code(Draw.values(5, new Shape(LENGTH_OF_THE_PAPER), 0, 3)).named(name);
  }

  private Path file() {
    return directory.resolve("style.safetensors");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "wave", "Die große Welle vor Kanagawa", "\"\\ , {}", "神奈川沖浪裏 🌊"})
  void aFileKeepsNameNetworkAndNumbers(String name) throws IOException {
    StyleCode code = drawn(name);
    code.save(file());
    StyleCode loaded = StyleCode.load(file());
    assertThat(loaded.name()).isEqualTo(name);
    assertThat(loaded.network()).isEqualTo(NETWORK);
    float[] expected = code.values();
    float[] found = loaded.values();
    assertThat(found).hasSize(expected.length);
    for (int i = 0; i < found.length; i++) {
      // Half precision has 11 significant bits.
      assertThat(found[i]).isCloseTo(expected[i], Offset.offset(expected[i] / 2048 + 1e-7f));
    }
    loaded.save(file());
    assertThat(StyleCode.load(file())).isEqualTo(loaded);
  }

  @ParameterizedTest
  @ValueSource(strings = {"n", "ü", "神"})
  void aFileIsSmallerThan4Kilobytes(String letter) throws IOException {
    StyleCode code = drawn(letter.repeat(100));
    code.save(file());
    assertThat(file()).satisfies(file -> assertThat(Files.size(file)).isLessThan(4096));
    assertThat(StyleCode.load(file()).name()).isEqualTo(code.name());
  }

  @Test
  void savingReplacesTheFileOrLeavesIt() throws IOException {
    code(1).save(file());
    code(2).save(file());
    assertThat(StyleCode.load(file()).values()).containsExactly(2);
    assertThatIllegalStateException()
        .isThrownBy(() -> code(1, 65505).save(file()))
        .withMessageContainingAll("65505", "65504");
    assertThat(StyleCode.load(file()).values()).containsExactly(2);
    code(65504).save(file());
    assertThat(StyleCode.load(file()).values()).containsExactly(65504);
    assertThat(directory)
        .isDirectoryContaining(file -> file.equals(file()))
        .satisfies(folder -> assertThat(folder.toFile().list()).hasSize(1));
  }

  @Test
  void aNameIsOneLineOfAtMost100Characters() {
    StyleCode code = drawn("wave");
    StyleCode named = code.named("n".repeat(100));
    assertThat(named.name()).hasSize(100);
    assertThat(named.values()).containsExactly(code.values());
    assertThat(named.network()).isEqualTo(NETWORK);
    assertThat(code.name()).isEqualTo("wave");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> code.named("n".repeat(101)))
        .withMessageContainingAll("100", "101");
    for (String wrong : List.of("a\nb", "a\tb", "\u007f", "a\u0085b", "a\u2028b", "a\ud83cb")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> code.named(wrong))
          .satisfies(e -> assertThat(e.getMessage()).doesNotContain(wrong).contains("one line"));
    }
  }

  @Test
  void onlyWhatANetworkCouldHaveMadeIsACode() {
    for (float wrong :
        new float[] {
          -Float.MIN_VALUE, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, Float.NaN
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> code(1, wrong))
          .withMessageContaining(Float.toString(wrong));
    }
    for (int wrong : new int[] {0, (1 << 16) + 1}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> code(new float[wrong]))
          .withMessageContainingAll(wrong + " numbers", "65536");
    }
    assertThat(code(new float[1 << 16]).values()).hasSize(1 << 16);
    for (String wrong : List.of("", "0123", "0123456789ABCDEF", NETWORK + "0")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> StyleCode.of(wrong, new float[] {1}))
          .withMessageContaining("'" + wrong + "'");
    }
  }

  @Test
  void numbersCannotBeChanged() {
    float[] given = {1, 2};
    StyleCode code = code(given);
    given[0] = 7;
    code.values()[0] = 7;
    assertThat(code.values()).containsExactly(1, 2);
  }

  @Test
  void interpolationGoesFromOneToTheOther() {
    StyleCode from = code(0, 1, 4).named("from");
    StyleCode to = code(2, 1, 0).named("to");
    assertThat(from.interpolate(to, 0).values()).containsExactly(from.values());
    assertThat(from.interpolate(to, 1).values()).containsExactly(to.values());
    assertThat(from.interpolate(to, 0.25).values()).containsExactly(0.5f, 1, 3);
    assertThat(from.interpolate(to, 0.25).name()).isEmpty();
    assertThat(from.interpolate(to, 0.25)).isEqualTo(to.interpolate(from, 0.75));
    for (double wrong : new double[] {-0.1, 1.1, Double.NaN}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> from.interpolate(to, wrong))
          .withMessageContainingAll("0 … 1", Double.toString(wrong));
    }
  }

  @Test
  void aMixtureIsTheWeightedMean() {
    List<StyleCode> codes = List.of(code(0, 3), code(4, 3), code(8, 0));
    assertThat(StyleCode.blend(codes, List.of(1.0, 2.0, 1.0)).values()).containsExactly(4, 2.25f);
    assertThat(StyleCode.blend(codes, List.of(10.0, 20.0, 10.0)))
        .isEqualTo(StyleCode.blend(codes, List.of(1.0, 2.0, 1.0)));
    assertThat(StyleCode.blend(codes.subList(1, 2), List.of(0.3)).values()).containsExactly(4, 3);
    assertThat(StyleCode.blend(codes.subList(0, 2), List.of(0.7, 0.3)).values()[0])
        .isCloseTo(
            codes.get(0).interpolate(codes.get(1), 0.3).values()[0],
            Percentage.withPercentage(1e-4));
  }

  /** The sum of the largest numbers is not finite, and the smallest vanish in quotients. */
  @ParameterizedTest
  @ValueSource(doubles = {Double.MAX_VALUE, Double.MIN_VALUE})
  void onlyTheRatiosOfWeightsMatter(double weight) {
    StyleCode half = StyleCode.blend(List.of(code(2), code(4)), List.of(weight, weight));
    assertThat(half.values()).containsExactly(3);
  }

  @Test
  void mixturesThatMakeNoSenseAreRefused() {
    List<StyleCode> two = List.of(code(1), code(2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StyleCode.blend(List.of(), List.of()))
        .withMessageContaining("0 styles");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StyleCode.blend(two, List.of(1.0)))
        .withMessageContainingAll("2 styles", "1 weights");
    for (double wrong : new double[] {-1, Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> StyleCode.blend(two, List.of(1.0, wrong)))
          .withMessageContaining(Double.toString(wrong));
    }
  }

  @Test
  void aCodeOfWeightZeroIsLeftOut() {
    List<StyleCode> codes = List.of(code(1, 7), code(3, 5));
    assertThat(StyleCode.blend(codes, List.of(0.0, 2.0)).values()).containsExactly(3, 5);
    assertThat(StyleCode.blend(codes, List.of(0.1, -0.0)).values()).containsExactly(1, 7);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> StyleCode.blend(codes, List.of(0.0, 0.0)))
        .withMessage("the weights of all styles are 0; at least one must be above 0");
  }

  @Test
  void codesOfDifferentNetworksCannotBeMixed() {
    StyleCode one = code(1, 2);
    StyleCode other = StyleCode.of("fedcba9876543210", new float[] {1, 2}).named("wave");
    for (StyleCode wrong : List.of(other, code(1, 2, 3))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> StyleCode.blend(List.of(one, wrong), List.of(1.0, 1.0)))
          .withMessageContainingAll(wrong.network(), NETWORK, wrong.values().length + " numbers");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> one.interpolate(wrong, 0.5))
          .withMessageContainingAll(wrong.network(), NETWORK);
    }
  }

  @Test
  void equalCodesHaveEqualNamesNetworksAndNumbers() {
    StyleCode code = code(1, 2).named("wave");
    assertThat(code)
        .isEqualTo(code(1, 2).named("wave"))
        .hasSameHashCodeAs(code(1, 2).named("wave"))
        .isNotEqualTo(code(1, 2))
        .isNotEqualTo(code(1, 3).named("wave"))
        .isNotEqualTo(StyleCode.of("fedcba9876543210", new float[] {1, 2}).named("wave"))
        .isNotEqualTo("wave")
        .hasToString("StyleCode[wave, 2 numbers of network " + NETWORK + "]");
  }

  private Path written(Map<String, String> metadata, String tensor, Shape shape, DataType type)
      throws IOException {
    return written(metadata, tensor, new float[(int) shape.size()], shape, type);
  }

  private Path written(
      Map<String, String> metadata, String tensor, float[] values, Shape shape, DataType type)
      throws IOException {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray array = manager.create(values, shape).toType(type, false);
      SafetensorsWriter.write(file(), Map.of(tensor, array), metadata);
    }
    return file();
  }

  private static Map<String, String> metadata() {
    return new HashMap<>(
        Map.of(
            "format", "stylizer-style-code", "version", "1", "name", "wave", "network", NETWORK));
  }

  private void assertRefused(String reason) {
    assertThatThrownBy(() -> StyleCode.load(file()))
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageStartingWith(file() + ": ")
        .hasMessageContaining(reason)
        .message()
        .doesNotContain("\n", "\u2028")
        .hasSizeLessThan(700);
  }

  /** The metadata that the hostile files differ from. */
  @Test
  void aFileMadeByHandIsRead() throws IOException {
    written(metadata(), "code", new float[] {1, 2}, new Shape(2), DataType.FLOAT32);
    assertThat(StyleCode.load(file())).isEqualTo(code(1, 2).named("wave"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"format", "version", "name", "network"})
  void missingMetadataAreRefused(String key) throws IOException {
    Map<String, String> metadata = metadata();
    metadata.remove(key);
    written(metadata, "code", new Shape(2), DataType.FLOAT16);
    assertRefused("is not a style code of version 1");
  }

  @ParameterizedTest
  @CsvSource({
    "format, stylizer-metanet, is not a style code",
    "version, 2, is not a style code of version 1",
    "network, 0123456789ABCDEF, network",
    "network, 0123, network",
    "network, '', network",
    "network, '0123456789abcde\n', network",
    "name, 'two\nlines', one line",
    "name, 'two\u2028lines', one line",
  })
  void wrongMetadataAreRefused(String key, String value, String reason) throws IOException {
    Map<String, String> metadata = metadata();
    metadata.put(key, value);
    written(metadata, "code", new Shape(2), DataType.FLOAT16);
    assertRefused(reason);
    metadata.put(key, value + "x".repeat(100_000));
    written(metadata, "code", new Shape(2), DataType.FLOAT16);
    assertThatThrownBy(() -> StyleCode.load(file())).isInstanceOf(WeightsFormatException.class);
  }

  @Test
  void tensorsOfAnotherShapeNameOrTypeAreRefused() throws IOException {
    written(metadata(), "kernel", new Shape(2), DataType.FLOAT16);
    assertRefused("is not a style code");
    written(metadata(), "code", new Shape(1, 2), DataType.FLOAT16);
    assertRefused("the tensor code is (1, 2)");
    written(metadata(), "code", new Shape((1 << 16) + 1), DataType.FLOAT16);
    assertRefused("65537 numbers");
    written(metadata(), "code", new Shape(2), DataType.INT32);
    assertRefused("code");
  }

  @ParameterizedTest
  @CsvSource({"NaN, finite", "Infinity, finite", "-1, at least 0"})
  void numbersThatNoNetworkWritesAreRefused(float value, String reason) throws IOException {
    float[] values = {1, value};
    written(metadata(), "code", values, new Shape(2), DataType.FLOAT32);
    assertRefused(reason);
  }

  @Test
  void whatIsNoFileOfWeightsIsRefused() throws IOException {
    assertThatThrownBy(() -> StyleCode.load(file())).isInstanceOf(NoSuchFileException.class);
    Files.writeString(file(), "<html>404 Not Found</html>");
    assertRefused("");
    code(1, 2).save(file());
    byte[] whole = Files.readAllBytes(file());
    Files.write(file(), Arrays.copyOf(whole, whole.length - 1));
    assertRefused("");
  }

  @Test
  void isReadFromBytesToo() throws IOException {
    StyleCode code = code(1, 2).named("wave");
    code.save(file());
    byte[] content = Files.readAllBytes(file());
    assertThat(StyleCode.load(content, "row 7")).isEqualTo(code);
    content[content.length - 1] = (byte) 0xfc; // -256 and more in half precision
    assertThatThrownBy(() -> StyleCode.load(content, "row 7"))
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageStartingWith("row 7: ")
        .hasMessageContaining("at least 0");
    assertThatThrownBy(() -> StyleCode.load(Arrays.copyOf(content, 40), "row 7"))
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageStartingWith("row 7: ");
  }
}
