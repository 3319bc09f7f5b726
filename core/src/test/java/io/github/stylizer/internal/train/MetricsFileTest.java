package io.github.stylizer.internal.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsFileTest {
  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void name() {
    file = folder.resolve("metrics.jsonl");
  }

  private static Map<String, Double> values(long step) {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("content", 1.0 / step);
    values.put("gradient norm, größer", 1e27 * step);
    return values;
  }

  private void write(long after, long to) throws IOException {
    try (MetricsFile metrics = new MetricsFile(file, after)) {
      for (long step = after + 1; step <= to; step++) {
        metrics.append(step, values(step));
      }
    }
  }

  @Test
  void everyStepIsOneObject() throws IOException {
    write(0, 3);
    List<String> lines = Files.readAllLines(file);
    assertThat(lines).hasSize(3);
    for (int i = 0; i < 3; i++) {
      JsonObject line = JsonParser.parseString(lines.get(i)).getAsJsonObject();
      assertThat(line.keySet()).containsExactly("step", "content", "gradient norm, größer");
      assertThat(line.get("step").getAsString()).isEqualTo(Integer.toString(i + 1));
      assertThat(line.get("content").getAsDouble()).isEqualTo(1.0 / (i + 1));
      assertThat(line.get("gradient norm, größer").getAsDouble()).isEqualTo(1e27 * (i + 1));
    }
  }

  @Test
  void aNumberThatIsNotFiniteIsNull() throws IOException {
    Map<String, Double> values = new LinkedHashMap<>();
    values.put("a", Double.NaN);
    values.put("b", Double.NEGATIVE_INFINITY);
    values.put("c", 2.0);
    try (MetricsFile metrics = new MetricsFile(file, 0)) {
      metrics.append(7, values);
    }
    assertThat(file).hasContent("{\"step\":7,\"a\":null,\"b\":null,\"c\":2.0}");
  }

  @Test
  void everyLineIsInTheFileAtOnce() throws IOException {
    try (MetricsFile metrics = new MetricsFile(file, 0)) {
      for (int step = 1; step <= 3; step++) {
        metrics.append(step, values(step));
        assertThat(Files.readString(file)).endsWith("}\n");
        assertThat(Files.readAllLines(file)).hasSize(step);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 6, 9, 10})
  void aRunThatGoesOnLeavesTheFileOfOneThatNeverStopped(long step) throws IOException {
    write(0, 12);
    String expected = Files.readString(file);
    write(0, 10);
    write(step, 12);
    assertThat(Files.readString(file)).isEqualTo(expected);
  }

  @Test
  void aLastLineThatIsCutOffIsDropped() throws IOException {
    write(0, 6);
    String expected = Files.readString(file);
    write(0, 5);
    String five = Files.readString(file);
    String sixth = expected.substring(five.length());
    for (int length = 0; length < sixth.length(); length++) {
      Files.writeString(file, five + sixth.substring(0, length));
      write(5, 6);
      assertThat(Files.readString(file)).as("%d bytes were there", length).isEqualTo(expected);
    }
  }

  @Test
  void anEarlierStepMayBeCutOffToo() throws IOException {
    write(0, 3);
    String lines = Files.readString(file);
    Files.writeString(file, lines.substring(0, lines.length() - 4));
    new MetricsFile(file, 3).close();
    assertThat(Files.readAllLines(file)).hasSize(2);
  }

  @Test
  void stepsMayBeLeftOut() throws IOException {
    try (MetricsFile metrics = new MetricsFile(file, 0)) {
      for (long step : new long[] {10, 20, 1L << 40}) {
        metrics.append(step, values(step));
      }
    }
    new MetricsFile(file, 25).close();
    assertThat(Files.readAllLines(file)).hasSize(2);
  }

  @Test
  void whatFollowsTheStepNeedNotBeReadable() throws IOException {
    write(0, 2);
    String two = Files.readString(file);
    Files.writeString(file, two + "\0\0\0\n{not JSON\n");
    new MetricsFile(file, 2).close();
    assertThat(Files.readString(file)).isEqualTo(two);
  }

  static Stream<String> unusableLines() {
    return Stream.of(
        "",
        "\0",
        "12",
        "[]",
        "{}",
        "{\"step\":2",
        "{\"step\":2}}",
        "{\"step\":2} {}",
        "{\"step\":\"two\"}",
        "{\"step\":2.5}",
        "{\"step\":null}",
        "{\"step\":1}",
        "{\"step\":99999999999999999999}",
        "{\"content\":1,\"step\":2}",
        "{\"step\":2,\"a\":" + "[".repeat(50_000) + "}",
        "x".repeat(100_000));
  }

  @ParameterizedTest
  @MethodSource("unusableLines")
  void aLineThatIsNoneIsRefusedAndKept(String line) throws IOException {
    write(0, 1);
    Files.writeString(file, Files.readString(file) + line + "\n{\"step\":3}\n");
    String before = Files.readString(file);
    assertThatIOException()
        .isThrownBy(() -> new MetricsFile(file, 3).close())
        .withMessageStartingWith(file + ": line 2 ")
        .withMessageEndingWith("; move the file away to continue without it")
        .withMessageNotContaining("\n");
    assertThat(Files.readString(file)).isEqualTo(before);
  }

  @Test
  void stepsMustGrow() throws IOException {
    write(0, 5);
    try (MetricsFile metrics = new MetricsFile(file, 5)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> metrics.append(5, values(5)))
          .withMessage("the step must be above 5, but is 5");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> metrics.append(6, Map.of("step", 6.0)))
          .withMessageContaining("step");
    }
    assertThat(Files.readAllLines(file)).hasSize(5);
  }

  @Test
  void aFolderThatIsMissingIsAnError() {
    assertThatIOException()
        .isThrownBy(() -> new MetricsFile(folder.resolve("missing").resolve("m.jsonl"), 0))
        .withMessageContaining(folder.resolve("missing").resolve("m.jsonl").toString());
  }

  @Test
  void anInterruptDoesNotDisturbIt() throws IOException {
    Path path = folder.resolve("m.jsonl");
    Thread.currentThread().interrupt();
    try (MetricsFile file = new MetricsFile(path, 0)) {
      file.append(1, Map.of("total", 0.5));
    } finally {
      assertThat(Thread.interrupted()).as("the flag stays").isTrue();
    }
    assertThat(path).hasContent("{\"step\":1,\"total\":0.5}");
  }

  @Test
  void aFailureNamesTheFile() throws IOException {
    Path path = folder.resolve("m.jsonl");
    MetricsFile file = new MetricsFile(path, 0);
    file.close();
    assertThatIOException()
        .isThrownBy(() -> file.append(1, Map.of("total", 0.5)))
        .withMessageStartingWith(path + ": cannot be written: ");
  }
}
