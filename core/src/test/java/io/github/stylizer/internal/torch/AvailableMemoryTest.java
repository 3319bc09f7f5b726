package io.github.stylizer.internal.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class AvailableMemoryTest {
  @Test
  void thereIsMoreThanThisTestNeeds() {
    assertThat(AvailableMemory.bytes()).isGreaterThan(100_000_000L);
  }

  @Test
  void linesAreFoundByTheirName() {
    List<String> lines =
        List.of("MemTotal:       24000 kB", "MemAvailable:   2048 kB", "HugePages_Free: 7");
    assertThat(AvailableMemory.kilobytes(lines, "MemAvailable")).isEqualTo(2048);
    assertThat(AvailableMemory.kilobytes(lines, "HugePages_Free")).isZero();
    assertThat(AvailableMemory.kilobytes(lines, "SwapFree")).isZero();
  }
}
