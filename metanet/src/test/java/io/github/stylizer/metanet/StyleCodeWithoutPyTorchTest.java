package io.github.stylizer.metanet;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.StyleCode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Codes in a JVM that has neither PyTorch nor a folder for temporary files. */
class StyleCodeWithoutPyTorchTest {
  @TempDir Path directory;

  /** What the other JVM runs; its argument is a file for a code. */
  public static void main(String[] arguments) throws IOException {
    StyleCode wave = StyleGallery.code("great-wave");
    Path file = Path.of(arguments[0]);
    wave.named("kept").save(file);
    if (!Arrays.equals(StyleCode.load(file).values(), wave.values())) {
      throw new AssertionError("the numbers have changed");
    }
    System.out.println("sum " + sum(wave));
  }

  private static double sum(StyleCode code) {
    double sum = 0;
    for (float value : code.values()) {
      sum += value;
    }
    return sum;
  }

  @Test
  void codesAreReadAndWritten() throws Exception {
    String classPath =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(entry -> !Path.of(entry).getFileName().toString().startsWith("pytorch"))
            .collect(Collectors.joining(File.pathSeparator));
    assertThat(classPath).isNotEqualTo(System.getProperty("java.class.path"));
    Path file = directory.resolve("kept.style");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.io.tmpdir=" + directory.resolve("nonexistent"),
                "-Xlog:class+init=info",
                "-cp",
                classPath,
                StyleCodeWithoutPyTorchTest.class.getName(),
                file.toString())
            .redirectErrorStream(true)
            .start();
    String output;
    try {
      output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).as(output).isZero();
    } finally {
      process.destroyForcibly();
    }
    List<String> lines = output.lines().toList();
    assertThat(lines).contains("sum " + sum(StyleGallery.code("great-wave")));
    // The log of the JVM names the classes that were initialized.
    assertThat(output).contains("io.github.stylizer.StyleCode").doesNotContain("ai.djl.engine.");
    assertThat(StyleCode.load(file).name()).isEqualTo("kept");
  }
}
