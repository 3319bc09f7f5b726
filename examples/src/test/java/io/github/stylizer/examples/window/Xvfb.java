package io.github.stylizer.examples.window;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** A screen in memory: Debian's package xvfb. */
final class Xvfb implements AutoCloseable {
  private final Process process;
  private final String display;

  private Xvfb(Process process, String display) {
    this.process = process;
    this.display = display;
  }

  /** Starts one, or skips the test where there is none. */
  static Xvfb start(Path folder) throws Exception {
    // Writes the number of the display that it has found free.
    Process process =
        new ProcessBuilder(
                program().toString(),
                "-displayfd",
                "1",
                "-screen",
                "0",
                "1400x1000x24",
                "-nolisten",
                "tcp")
            .redirectError(folder.resolve("xvfb.log").toFile())
            .start();
    BufferedReader output = process.inputReader();
    String number = output.readLine();
    if (number == null) {
      process.destroy();
      return abort("Xvfb does not start here: " + Files.readString(folder.resolve("xvfb.log")));
    }
    return new Xvfb(process, ":" + number.strip());
  }

  private static Path program() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Arrays.stream(path.split(File.pathSeparator))
        .map(folder -> Path.of(folder, "Xvfb"))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(() -> abort("there is no Xvfb on the PATH (Debian's package xvfb)"));
  }

  String display() {
    return display;
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().join();
  }
}
