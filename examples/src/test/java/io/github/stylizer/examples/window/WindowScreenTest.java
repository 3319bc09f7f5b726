package io.github.stylizer.examples.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.stylizer.Stylizer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A robot uses the window on a screen that nobody sees, in a process of its own. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class WindowScreenTest {
  private static final Path CAT = Path.of("photos", "cat.jpg").toAbsolutePath();

  @TempDir Path folder;

  @Test
  void fromADropToASavedFile() throws Exception {
    try (Xvfb screen = Xvfb.start(folder)) {
      Path log = folder.resolve("robot.log");
      ProcessBuilder robot =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-Djava.awt.headless=false",
              "-cp",
              System.getProperty("java.class.path"),
              WindowRobot.class.getName(),
              folder.toString(),
              CAT.toString(),
              "900",
              "600",
              "false");
      robot.environment().put("DISPLAY", screen.display());
      Process process = robot.redirectErrorStream(true).redirectOutput(log.toFile()).start();
      int code = process.waitFor();
      String said = Files.readString(log);
      assumeTrue(
          !said.contains("libawt_xawt") && !said.contains("HeadlessException"),
          "this Java cannot open windows");
      assertThat(code).as(said).isZero();
    }
    Path expected = folder.resolve("expected.png");
    try (Stylizer wave = Stylizer.style("great-wave");
        Stylizer set = wave.strength(WindowRobot.strength(folder))) {
      set.apply(CAT, expected);
    }
    assertThat(folder.resolve("saved.png")).hasSameBinaryContentAs(expected);
    assertThat(folder.resolve("holiday-great-wave")).isDirectoryContaining("glob:**c.jpg");
    assertThat(List.of("1-start-light.png", "8-queue-light.png"))
        .allSatisfy(name -> assertThat(folder.resolve(name)).exists());
  }
}
