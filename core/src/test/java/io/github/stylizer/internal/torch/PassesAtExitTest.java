package io.github.stylizer.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Stops processes that paint. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "a process cannot be asked to end there")
class PassesAtExitTest {
  // 128 and the number of SIGTERM; that of SIGSEGV or SIGABRT tells of a crash.
  private static final int TERMINATED = 143;

  @TempDir Path folder;

  @Test
  void aProcessThatIsStoppedWhileItPaintsDoesNotCrash() throws Exception {
    Process process = start();
    try (BufferedReader output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo("painting");
      TimeUnit.MILLISECONDS.sleep(300);
      process.toHandle().destroy();
      assertThat(process.waitFor()).isEqualTo(TERMINATED);
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void aShutdownHookMayPaint() throws Exception {
    Process process = start("hook");
    try (BufferedReader output = process.inputReader()) {
      assertThat(output.readLine()).isEqualTo("painting");
      process.toHandle().destroy();
      assertThat(output.readLine()).isEqualTo("painted in the hook");
    } finally {
      process.destroyForcibly();
    }
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx512m");
    command.add("-XX:-CreateCoredumpOnCrash");
    command.add("-DOPT_OUT_TRACKING=true");
    command.add(PaintingUntilStopped.class.getName());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.directory(Files.createDirectories(folder).toFile());
    // Crashes need threads of PyTorch that work at the end.
    builder.environment().put("OMP_NUM_THREADS", "2");
    builder
        .environment()
        .put(
            "CLASSPATH",
            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    return builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }
}
