package io.github.stylizer.benchmarks;

import io.github.stylizer.internal.io.LinuxMemory;
import java.util.OptionalLong;

/** The memory of this process, on Linux only. */
final class ProcessMemory {
  private ProcessMemory() {}

  /** The memory in use now, in MiB; NaN if unknown. */
  static double resident() {
    return megabytes("VmRSS");
  }

  /** The peak since the process started, in MiB; NaN if unknown. */
  static double peak() {
    return megabytes("VmHWM");
  }

  private static double megabytes(String name) {
    OptionalLong kilobytes = LinuxMemory.kilobytes(LinuxMemory.PROCESS, name);
    return kilobytes.isPresent() ? kilobytes.getAsLong() / 1024.0 : Double.NaN;
  }
}
