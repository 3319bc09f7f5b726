package io.github.stylizer.internal.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class LinuxMemoryTest {
  private static final List<String> STATUS =
      List.of("Name:\tjava", "VmPeak:\t 9999 kB", "VmHWM:\t   4096 kB", "HugePages_Free: 7");

  @Test
  void linesAreFoundByTheirWholeName() {
    assertThat(LinuxMemory.kilobytes(STATUS, "VmHWM")).hasValue(4096);
    assertThat(LinuxMemory.kilobytes(STATUS, "HWM")).isEmpty();
    assertThat(LinuxMemory.kilobytes(STATUS, "HugePages_Free")).isEmpty();
    assertThat(LinuxMemory.kilobytes(List.of("VmRSS: many"), "VmRSS")).isEmpty();
  }

  @Test
  void nothingIsKnownElsewhere() {
    assertThat(LinuxMemory.kilobytes(Path.of("missing"), "VmRSS")).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void thePeakIsAtLeastWhatIsInUse() {
    long resident = LinuxMemory.kilobytes(LinuxMemory.PROCESS, "VmRSS").orElseThrow();
    // The smallest Java process.
    assertThat(resident).isGreaterThan(10_000);
    assertThat(LinuxMemory.kilobytes(LinuxMemory.PROCESS, "VmHWM").orElseThrow())
        .isGreaterThanOrEqualTo(resident);
  }
}
