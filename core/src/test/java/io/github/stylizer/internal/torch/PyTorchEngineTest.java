package io.github.stylizer.internal.torch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.util.Utils;
import io.github.stylizer.StylizerException;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PyTorchEngineTest {
  private static final Pattern NATIVE_JAR =
      Pattern.compile("pytorch-native-cpu-([0-9.]+)-(\\w+-\\w+)\\.jar");

  @TempDir Path folder;
  @TempDir Path errorFolder;
  private Path errors;

  @BeforeEach
  void nameTheErrors() {
    errors = errorFolder.resolve("errors");
  }

  /** A process that has no native library. */
  static final class Application {
    private Application() {}

    public static void main(String[] arguments) {
      try (NDManager manager = PyTorchEngine.newManager()) {
        System.out.println("made " + manager);
      } catch (StylizerException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  /** A process that used DJL on a thread whose context class loader knows no engine. */
  static final class Blind {
    private Blind() {}

    public static void main(String[] arguments) {
      ClassLoader blind = ClassLoader.getPlatformClassLoader();
      Thread.currentThread().setContextClassLoader(blind);
      System.out.print("before " + Engine.getAllEngines());
      try (NDManager manager = PyTorchEngine.newManager()) {
        System.out.print(", then " + manager.getEngine().getEngineName());
      }
      System.out.print(
          Thread.currentThread().getContextClassLoader() == blind ? ", restored" : ", changed");
    }
  }

  /** A process that runs a program and says what DJL was told. */
  static final class Runner {
    private Runner() {}

    public static void main(String[] arguments) {
      try (NDManager manager = PyTorchEngine.newManager(Device.cpu());
          TorchProgram program =
              TorchProgram.compile(
                  "x: Tensor", "Tensor", List.of("return torch.add(x, 1)"), Device.cpu())) {
        ProgramArguments one = ProgramArguments.of(manager.create(1f));
        System.out.print(program.infer(one).singletonOrThrow().getFloat());
        System.out.print(", telemetry off: " + System.getProperty("OPT_OUT_TRACKING"));
      }
    }
  }

  /** A process that notes what DJL reads when it asks whether to report its start. */
  static final class Noting {
    private Noting() {}

    public static void main(String[] arguments) {
      NotedProperties properties = new NotedProperties();
      properties.putAll(System.getProperties());
      System.setProperties(properties);
      try (NDManager manager = PyTorchEngine.newManager(Device.cpu())) {
        System.out.print(manager.create(1f).add(1).getFloat() + ", DJL read " + properties.read);
      }
    }
  }

  private static final class NotedProperties extends Properties {
    private static final long serialVersionUID = 1L;
    private final transient Set<String> read = new TreeSet<>();

    @Override
    public String getProperty(String name) {
      String value = super.getProperty(name);
      if (name.equals("OPT_OUT_TRACKING") && isCalledByDjl()) {
        read.add(String.valueOf(value));
      }
      return value;
    }

    private static boolean isCalledByDjl() {
      return StackWalker.getInstance()
          .walk(frames -> frames.anyMatch(frame -> frame.getClassName().startsWith("ai.djl.")));
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
    assertThat(
            output(
                Application.class,
                "-DDJL_CACHE_DIR=" + folder,
                "-Dai.djl.offline=true",
                "-cp",
                String.join(File.pathSeparator, others)))
        .isEqualTo(
            "PyTorch's native library is not on the class path, and none could be fetched and"
                + " loaded (java.io.IOException: Offline mode is enabled.): add the dependency "
                + removed);
  }

  @Test
  void isFoundThroughAnyContextClassLoaderAndDefaultEngine() throws Exception {
    String classPath = System.getProperty("java.class.path");
    assertThat(output(Blind.class, "-Dai.djl.default_engine=RPC", "-cp", classPath))
        .isEqualTo("before [], then PyTorch, restored");
  }

  @Test
  void needsNoTemporaryFileOnceItIsUnpacked() throws Exception {
    String none = folder.resolve("none").toString();
    assertThat(
            output(
                Runner.class,
                "-Duser.home=" + none,
                "-Djava.io.tmpdir=" + none,
                "-DDJL_CACHE_DIR=" + Utils.getCacheDir(),
                "-cp",
                System.getProperty("java.class.path")))
        .isEqualTo("2.0, telemetry off: true");
    assertThat(errors).content().doesNotContain("JNA");
  }

  @Test
  void telemetryIsOffWheneverDjlAsks() throws Exception {
    String classPath = System.getProperty("java.class.path");
    assertThat(output(Noting.class, "-cp", classPath)).isEqualTo("2.0, DJL read [true]");
  }

  @Test
  void leavesNothingInTheTemporaryDirectory() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("temporary"));
    output(
        Runner.class,
        "-Djava.io.tmpdir=" + temporary,
        "-XX:-UsePerfData",
        "-cp",
        System.getProperty("java.class.path"));
    assertThat(temporary).isEmptyDirectory();
  }

  @Test
  void namesTheFolderThatCannotBeUnpackedInto() throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(
            output(
                Application.class,
                "-DDJL_CACHE_DIR=" + file,
                "-cp",
                System.getProperty("java.class.path")))
        .startsWith("PyTorch's native library cannot be unpacked into " + file)
        .contains("DJL_CACHE_DIR")
        .doesNotContain("class path");
  }

  private String output(Class<?> program, String... options) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(options));
    command.add(program.getName());
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    builder.environment().remove("OPT_OUT_TRACKING");
    Process process = builder.start();
    String text = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor()).isZero();
    return text.strip();
  }
}
