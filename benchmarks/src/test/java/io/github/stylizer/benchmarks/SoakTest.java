package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.image.ImageDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

@EnabledOnOs(OS.LINUX)
class SoakTest {
  @TempDir private Path folder;

  /** Resident memory still grows during the first pictures, so its tolerance is of no use here. */
  @Test
  void noArrayAndNoFileIsLeft() throws IOException {
    Path csv = folder.resolve("soak.csv");
    Path plot = folder.resolve("soak.png");
    int code = soak(csv, "--plot=" + plot, "--tolerance=100");
    List<String> rows = Files.readAllLines(csv);
    assertThat(code).as(String.join("\n", rows)).isZero();
    assertThat(rows).hasSize(1 + 6 + 6 + 4);
    assertThat(rows.get(0)).isEqualTo(SoakSample.HEADER);
    assertThat(rows.subList(1, 7)).allMatch(row -> row.startsWith("fastnet,"));
    assertThat(rows.get(12)).startsWith("metanet,24,");
    assertThat(rows.get(16)).startsWith("gatys,4,");
    assertThat(ImageDecoder.standard().read(plot).getWidth()).isGreaterThan(600);
  }

  @Test
  void failsIfMemoryGrowsMoreThanAccepted() {
    // No growth is so negative.
    assertThat(soak(folder.resolve("soak.csv"), "--tolerance=-100")).isEqualTo(1);
  }

  private static int soak(Path csv, String... further) {
    CommandLine line = new CommandLine(new Soak());
    String[] arguments = {
      "--pictures=24",
      "--gatys=4",
      "--evaluations=2",
      "--fresh-every=4",
      "--samples=6",
      "--least=16",
      "--most=48",
      "--out=" + csv
    };
    String[] all = new String[arguments.length + further.length];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    System.arraycopy(further, 0, all, arguments.length, further.length);
    return line.execute(all);
  }
}
