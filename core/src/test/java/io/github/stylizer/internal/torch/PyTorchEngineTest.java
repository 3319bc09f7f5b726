package io.github.stylizer.internal.torch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PyTorchEngineTest {
  private static final Pattern NATIVE_JAR =
      Pattern.compile("pytorch-native-cpu-([0-9.]+)-(\\w+-\\w+)\\.jar");

  @TempDir Path folder;

  /** A process that has no native library. */
  static final class Application {
    private Application() {}

    public static void main(String[] arguments) {
      try (NDManager manager = PyTorchEngine.newManager()) {
        System.out.println("made " + manager);
      } catch (EngineException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void isOnTheDeviceThatIsAskedFor() {
    try (NDManager manager = PyTorchEngine.newManager(Device.cpu())) {
      assertThat(manager.getDevice()).isEqualTo(Device.cpu());
    }
  }

  @Test
  void namesTheDependencyThatIsMissing() throws Exception {
    List<String> others = new ArrayList<>();
    String removed = null;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Matcher jar = NATIVE_JAR.matcher(Path.of(entry).getFileName().toString());
      if (jar.matches()) {
        removed = "ai.djl.pytorch:pytorch-native-cpu:" + jar.group(1) + ":" + jar.group(2);
      } else {
        others.add(entry);
      }
    }
    assumeTrue(removed != null, "a native library to be without");
    assertThat(output(String.join(File.pathSeparator, others)))
        .isEqualTo(
            "PyTorch's native library is not on the class path, and none could be fetched and"
                + " loaded (java.io.IOException: Offline mode is enabled.): add the dependency "
                + removed);
  }

  private String output(String classPath) throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-DOPT_OUT_TRACKING=true",
                "-DDJL_CACHE_DIR=" + folder,
                "-Dai.djl.offline=true",
                "-cp",
                classPath,
                Application.class.getName())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return text.strip();
  }
}
