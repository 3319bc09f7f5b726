package io.github.stylizer.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Pictures that do not fit into the heap: 27 MB in the most compact form. */
class HugeImageTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({"a.png, 0", "a.tif, 0", "a.jpg, 1.5"})
  void aHeapOf20MegabytesIsEnough(String name, double most)
      throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx20m",
            "-XX:+UseSerialGC",
            "-cp",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
            HugeImageProcess.class.getName(),
            folder.resolve(name).toString());
    Process process = builder.redirectErrorStream(true).start();
    String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    assertThat(process.waitFor()).as(output).isZero();
    assertThat(Double.parseDouble(output)).isBetween(0.0, most);
  }
}
