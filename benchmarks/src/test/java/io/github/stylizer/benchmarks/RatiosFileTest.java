package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RatiosFileTest {
  private static final String GOOD =
      """
      {"name": "fastnet", "what": "A picture of 256x256.", "milliseconds": 43.1,
       "reference": "ONNX Runtime", "referenceMilliseconds": 66.0, "ratio": 0.65,
       "limit": 0.95, "runs": 15}""";

  @TempDir private Path folder;
  private Path file;

  @BeforeEach
  void chooseFile() {
    file = folder.resolve("ratios.json");
  }

  @Test
  void readsRatiosWithAndWithoutALimit() throws IOException {
    String second = GOOD.replace("0.95", "null");
    String third = GOOD.replace("\"limit\": 0.95, ", "");
    Files.writeString(file, "[" + GOOD + ", " + second + ", " + third + "]");

    List<Ratio> ratios = RatiosFile.read(file);

    assertThat(ratios).hasSize(3);
    assertThat(ratios.get(0))
        .isEqualTo(
            new Ratio(
                "fastnet", "A picture of 256x256.", 43.1, "ONNX Runtime", 66, 0.65, 0.95, 15));
    assertThat(ratios).extracting(Ratio::limit).containsExactly(0.95, null, null);
  }

  @Test
  void ratiosAtTheirLimitAreMet() throws IOException {
    String atLimit = GOOD.replace("0.65", "0.95");
    String above = GOOD.replace("0.65", "0.951");
    Files.writeString(file, "[" + atLimit + ", " + above + "]");

    assertThat(RatiosFile.read(file)).extracting(Ratio::met).containsExactly(true, false);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "name",
        "what",
        "milliseconds",
        "reference",
        "referenceMilliseconds",
        "ratio",
        "runs"
      })
  void namesTheFieldThatIsMissing(String field) throws IOException {
    Files.writeString(
        file, "[" + GOOD + ", " + GOOD.replace("\"" + field + "\":", "\"other\":") + "]");

    assertThatIOException()
        .isThrownBy(() -> RatiosFile.read(file))
        .withMessage(file + ": ratio 2 has no " + field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "43.1; -1; milliseconds is -1, expected a positive number",
        "43.1; \"fast\"; milliseconds is \"fast\", expected a positive number",
        "43.1; null; milliseconds is not a text or a number",
        "43.1; 1e999; milliseconds is 1e999, expected a positive number",
        "\"fastnet\"; 5; name is 5, expected a text",
        "\"fastnet\"; []; name is not a text or a number",
        "0.95; 0; limit is 0, expected a positive number",
        "15; true; runs is true, expected a positive number"
      })
  void namesTheFieldThatIsWrong(String good, String wrong, String expected) throws IOException {
    Files.writeString(file, "[" + GOOD.replace(good, wrong) + "]");

    assertThatIOException()
        .isThrownBy(() -> RatiosFile.read(file))
        .withMessage(file + ": ratio 1: " + expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "''; is not a JSON array of ratios",
        "{}; is not a JSON array of ratios",
        "[1, 2; is not JSON",
        "[1]; ratio 1 is not a JSON object"
      })
  void saysWhatTheFileIsNot(String content, String expected) throws IOException {
    Files.writeString(file, content);

    assertThatIOException().isThrownBy(() -> RatiosFile.read(file)).withMessageEndingWith(expected);
  }

  @Test
  void deepNestingIsNotJson() throws IOException {
    Files.writeString(file, "[".repeat(500_000));

    assertThatIOException().isThrownBy(() -> RatiosFile.read(file)).withMessageContaining("JSON");
  }

  @Test
  void saysThatThereIsNoFile() {
    assertThatIOException()
        .isThrownBy(() -> RatiosFile.read(file))
        .withMessage(file + ": there is no such file");
  }

  @Test
  void refusesHugeFiles() throws IOException {
    Files.writeString(file, "[" + " ".repeat(1_000_000) + "]");

    assertThatIOException()
        .isThrownBy(() -> RatiosFile.read(file))
        .withMessage(file + ": has 1000002 bytes, expected at most 1000000");
  }
}
