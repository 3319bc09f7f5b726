package stylize.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A cluster on this machine, whose executors are processes of their own. All test classes that this
 * extends share it: executors take long to start.
 */
final class LocalCluster implements BeforeAllCallback {
  private static final String EXECUTOR = "CoarseGrainedExecutorBackend";
  private static final List<String> NOT_SPARKS =
      List.of(
          "/io/github/stylizer/",
          "/junit/",
          "/org/assertj/",
          "/surefire/",
          "/ai/djl/api/",
          "/pytorch-engine/",
          "/pytorch-jni/",
          "/picocli/");

  /** What is stopped after the last test. */
  private record Running(SparkSession session) implements AutoCloseable {
    @Override
    public void close() {
      session.stop();
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    SparkSession session = session();
    context
        .getRoot()
        .getStore(ExtensionContext.Namespace.GLOBAL)
        .computeIfAbsent(Running.class, type -> new Running(session));
  }

  /** The jar that the executors run, as spark-submit hands it over. */
  static Path jar() {
    return Path.of(System.getProperty("stylize.jar"));
  }

  /** Packs the classes of the tests, of which executors need some. */
  private static Path tests() {
    Path classes = Path.of(LocalCluster.class.getResource("/").getPath());
    Path tests = classes.resolveSibling("tests.jar");
    ToolProvider.findFirst("jar")
        .orElseThrow()
        .run(
            System.out,
            System.err,
            "--create",
            "--file",
            tests.toString(),
            "-C",
            classes.toString(),
            ".");
    return tests;
  }

  /**
   * Lays out a Spark installation, as nodes have it: a folder with Spark's jars and with PyTorch's,
   * which are links to those of this class path.
   *
   * @return its folder, which the environment variable SPARK_HOME names
   */
  static Path install() throws IOException {
    Path home = Path.of(System.getenv("SPARK_HOME"));
    Path jars = Files.createDirectories(home.resolve("jars"));
    for (String name : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path jar = Path.of(name);
      boolean sparks = NOT_SPARKS.stream().noneMatch(part -> name.contains(part));
      if (sparks && name.endsWith(".jar")) {
        link(jars.resolve(jar.getFileName()), jar);
      }
    }
    return home;
  }

  private static void link(Path link, Path jar) throws IOException {
    try {
      Files.createSymbolicLink(link, jar);
    } catch (FileAlreadyExistsException e) {
      // Of an earlier run.
    }
  }

  /** The session of the tests: two executors of one core each. */
  static synchronized SparkSession session() throws IOException {
    install();
    return SparkSession.builder()
        .appName("test")
        .master("local-cluster[2,1,1024]")
        .config("spark.executor.memory", "1g")
        .config("spark.executor.extraJavaOptions", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC")
        // Executors have as many threads as their tasks have cores, whatever this says.
        .config("spark.executorEnv.OMP_NUM_THREADS", "3")
        // Slow tasks have a second attempt, early.
        .config("spark.speculation", "true")
        .config("spark.speculation.interval", "20ms")
        .config("spark.speculation.quantile", "0.1")
        .config("spark.speculation.multiplier", "1.1")
        .config("spark.ui.enabled", "false")
        .config("spark.jars", jar() + "," + tests())
        .getOrCreate();
  }

  /** The numbers of the executors that are lost from now on, which are also printed. */
  static List<String> removedExecutors(SparkSession spark) {
    List<String> removed = new CopyOnWriteArrayList<>();
    spark
        .sparkContext()
        .addSparkListener(
            new SparkListener() {
              @Override
              public void onExecutorRemoved(SparkListenerExecutorRemoved executor) {
                System.out.println(
                    "lost executor " + executor.executorId() + ": " + executor.reason());
                removed.add(executor.executorId());
              }
            });
    return removed;
  }

  /** The processes of the executors that are running now. */
  static List<ProcessHandle> executors() {
    try (Stream<ProcessHandle> children = ProcessHandle.current().descendants()) {
      return children
          .filter(process -> process.info().commandLine().orElse("").contains(EXECUTOR))
          .filter(ProcessHandle::isAlive)
          .toList();
    }
  }
}
