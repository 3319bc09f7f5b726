package stylize.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.Stylizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The jar, as spark-submit runs it: a driver and an executor with Spark's class loaders. */
class SubmitTest {
  private static final int PHOTOS = 6;

  @TempDir Path work;

  private record Result(int code, String output) {}

  private Result submit(String... arguments) throws Exception {
    Path home = LocalCluster.install();
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(System.getProperty("spark.options").trim().split("\\s+")));
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-cp",
            home.resolve("jars") + "/*",
            "org.apache.spark.deploy.SparkSubmit",
            "--master",
            "local-cluster[1,1,1024]",
            "--executor-memory",
            "1g",
            "--conf",
            "spark.ui.enabled=false",
            "--conf",
            "spark.executor.extraJavaOptions=-XX:TieredStopAtLevel=1",
            "--class",
            "stylize.spark.StylizeJob",
            LocalCluster.jar().toString()));
    command.addAll(List.of(arguments));
    Path log = work.resolve("log");
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(4, TimeUnit.MINUTES)).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Result(process.exitValue(), Files.readString(log));
  }

  @Test
  @Timeout(300)
  void aGlobIsPaintedInTheStyleOfAPainting() throws Exception {
    TestPhotos.write(work.resolve("photos"), PHOTOS);
    Path painting = Files.copy(work.resolve("photos/photo 0003.jpg"), work.resolve("painting.jpg"));

    Result result =
        submit(
            work.resolve("photos") + "/*.jpg",
            "--output",
            work.resolve("painted").toString(),
            "--style",
            painting.toString(),
            "--max-size",
            "64",
            "--format",
            "png");

    assertThat(result.code).as(result.output).isZero();
    assertThat(result.output)
        .contains("6 of 6 photos: 4 painted, 0 kept, 2 failed")
        .contains("stylize-spark: cut.jpg: damaged or truncated JPEG file");
    assertSame(painting, "photo 0001.jpg");
    assertSame(painting, "photo 0004.jpg");
  }

  private void assertSame(Path painting, String photo) throws IOException {
    String name = photo.replace(".jpg", ".png");
    Path expected = work.resolve(name);
    try (Stylizer stylizer = Stylizer.style(painting).maxSize(64)) {
      stylizer.apply(work.resolve("photos").resolve(photo), expected);
    }
    assertThat(work.resolve("painted").resolve(name)).hasSameBinaryContentAs(expected);
  }
}
