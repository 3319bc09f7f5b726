package io.github.stylizer.internal.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The estimate of what painting takes, against the peak of a process that paints. */
@EnabledOnOs(OS.LINUX)
class PaintingMemoryTest {
  @ParameterizedTest
  @CsvSource({"32, false, FLOAT32", "24, true, FLOAT32", "32, false, BFLOAT16"})
  void theEstimateIsRight(String base, String antialiased, String precision)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            // A heap that is in memory from the beginning does not count.
            "-Xms200m",
            "-Xmx200m",
            "-XX:+AlwaysPreTouch",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            PaintingMemoryProcess.class.getName(),
            base,
            antialiased,
            precision);
    Process process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
    assertThat(process.waitFor()).isZero();
    List<Long> taken = List.of(output.split(" ")).stream().map(Long::valueOf).toList();
    assertThat(taken.get(1)).isCloseTo(taken.get(0), withinPercentage(20));
  }
}
