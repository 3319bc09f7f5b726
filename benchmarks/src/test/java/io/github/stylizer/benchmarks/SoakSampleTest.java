package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class SoakSampleTest {

  @Test
  void findsATypeByItsWholeName() {
    String histogram =
        String.join(
            "\n",
            " num     #instances         #bytes  class name (module)",
            "-------------------------------------------------------",
            "   1:          1234        5678901  [B (java.base@17.0.11)",
            "   2:            12            384  a.b.Array",
            "   3:             7            224  a.b.ArrayList",
            "Total         12345        6789012");
    assertThat(SoakSample.instances(histogram, "a.b.Array")).isEqualTo(12);
    assertThat(SoakSample.instances(histogram, "b.Array")).isZero();
  }

  /** Whoever keeps them: managers without a parent cannot be asked. */
  @Test
  void countsTheArraysOfAllManagers() throws IOException {
    long before = SoakSample.take("none", 0).arrays();
    List<NDArray> kept = new ArrayList<>();
    try (NDManager one = NDManager.newBaseManager();
        NDManager other = NDManager.newBaseManager()) {
      kept.add(one.zeros(new Shape(2)));
      kept.add(one.zeros(new Shape(3)));
      kept.add(other.zeros(new Shape(4)));
      assertThat(SoakSample.take("none", 0).arrays()).isEqualTo(before + kept.size());
    }
    kept.clear();
    assertThat(SoakSample.take("none", 0).arrays()).isEqualTo(before);
  }

  /** As the Java runtime does with those of its control group. */
  @Test
  void countsFilesThatStayOpenOnly(@TempDir Path folder) throws Exception {
    Path file = Files.createFile(folder.resolve("file"));
    long before = SoakSample.take("none", 0).files();
    AtomicBoolean stopped = new AtomicBoolean();
    Thread other =
        new Thread(
            () -> {
              while (!stopped.get()) {
                open(file);
              }
            });
    other.start();
    try (InputStream kept = Files.newInputStream(file)) {
      assertThat(SoakSample.take("none", 0).files()).isEqualTo(before + 1);
      assertThat(kept.read()).isEqualTo(-1);
    } finally {
      stopped.set(true);
      other.join();
    }
  }

  /** For a fifth of the time. */
  private static void open(Path file) {
    try (InputStream momentary = Files.newInputStream(file)) {
      LockSupport.parkNanos(1_000_000);
      assertThat(momentary.read()).isEqualTo(-1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LockSupport.parkNanos(4_000_000);
  }

  @Test
  void isWrittenAsARowOfItsHeader() {
    String row = new SoakSample("metanet", 200, 335.84, 7.75, 50, 37, 25).toCsv();
    assertThat(row).isEqualTo("metanet,200,335.8,7.8,50,37,25");
    assertThat(SoakSample.HEADER.split(",", -1)).hasSameSizeAs(row.split(",", -1));
  }
}
