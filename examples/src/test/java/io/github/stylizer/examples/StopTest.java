package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A program of its own is told to stop, as Ctrl-C does. */
class StopTest {

  @TempDir Path folder;

  @ParameterizedTest(name = "{0} columns")
  @ValueSource(ints = {0, 100})
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "has no SIGINT to send")
  void ctrlCWritesTheBestPictureSoFar(int columns) throws IOException, InterruptedException {
    Path output = folder.resolve("out.png");
    Process program = start(output, columns);
    String said;
    try (BufferedReader err = program.errorReader()) {
      waitFor(err, "optimising 48x40");
      new ProcessBuilder("kill", "-INT", Long.toString(program.pid())).start().waitFor();
      said = err.lines().collect(Collectors.joining("\n"));
    }
    assertThat(program.waitFor()).as(said).isEqualTo(130);
    assertThat(said).contains("wrote " + output, "interrupted").doesNotContain("\tat ");
    BufferedImage painted = ImageIO.read(output.toFile());
    assertThat(painted.getWidth()).isEqualTo(48);
    assertThat(painted.getHeight()).isEqualTo(40);
  }

  /** Reads by characters, because a bar has no ends of lines. */
  private static void waitFor(BufferedReader reader, String text) throws IOException {
    StringBuilder said = new StringBuilder();
    while (said.indexOf(text) < 0) {
      int character = reader.read();
      assertThat(character).as(said.toString()).isNotEqualTo(-1);
      said.append((char) character);
    }
  }

  private Process start(Path output, int columns) throws IOException {
    Path photo = Pictures.write(folder.resolve("photo.png"), 48, 40);
    Path painting = Pictures.write(folder.resolve("painting.png"), 40, 40);
    Path network = RandomVgg19.write(folder.resolve("vgg19.safetensors"));
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Djava.awt.headless=true",
            "-D" + ProgressDisplay.COLUMNS_PROPERTY + "=" + columns,
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            photo.toString(),
            "--style=" + painting,
            "--vgg19=" + network,
            "--evaluations=1000000",
            "--output=" + output);
    return new ProcessBuilder(command).start();
  }
}
