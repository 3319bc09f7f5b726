package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessMemoryTest {
  private static final List<String> STATUS =
      List.of("Name:\tjava", "VmPeak:\t 9999 kB", "VmHWM:\t   4096 kB", "VmRSS:\t 1536 kB");

  @Test
  void findsALineByItsWholeName() {
    assertThat(ProcessMemory.megabytes(STATUS, "VmHWM")).isEqualTo(4);
    assertThat(ProcessMemory.megabytes(STATUS, "VmRSS")).isEqualTo(1.5);
  }

  @Test
  void isNotANumberIfNothingIsKnown() {
    assertThat(ProcessMemory.megabytes(STATUS, "RSS")).isNaN();
    assertThat(ProcessMemory.megabytes(List.of("VmRSS: many"), "VmRSS")).isNaN();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void thePeakIsAtLeastWhatIsInUse() throws IOException {
    double resident = ProcessMemory.resident();
    // The smallest Java process.
    assertThat(resident).isGreaterThan(10);
    assertThat(ProcessMemory.peak()).isGreaterThanOrEqualTo(resident);
  }
}
