package io.github.stylizer.internal.torch;

import com.sun.management.OperatingSystemMXBean;
import io.github.stylizer.internal.io.LinuxMemory;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.OptionalLong;

/** The memory that this process may still take from the system. */
public final class AvailableMemory {
  private AvailableMemory() {}

  /**
   * Returns the memory that is available now: on Linux what the system can give without killing a
   * process, with its swap space, and no more than what is left of a container's limit; elsewhere
   * all memory of the machine, since what its caches would give back is unknown.
   *
   * @return bytes
   */
  public static long bytes() {
    long limit = limit();
    OptionalLong available = LinuxMemory.kilobytes(LinuxMemory.SYSTEM, "MemAvailable");
    if (available.isEmpty()) {
      return limit;
    }
    long free = 1024 * (available.getAsLong() + kilobytes(LinuxMemory.SYSTEM, "SwapFree"));
    long leftOfLimit = limit - 1024 * kilobytes(LinuxMemory.PROCESS, "VmRSS");
    // Without a container the limit is all memory, and swap adds to it.
    boolean contained = limit < 1024 * kilobytes(LinuxMemory.SYSTEM, "MemTotal");
    return contained ? Math.max(0, Math.min(free, leftOfLimit)) : free;
  }

  private static long kilobytes(Path file, String name) {
    return LinuxMemory.kilobytes(file, name).orElse(0);
  }

  /** All memory of the machine, or of the container. */
  private static long limit() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean known
        ? known.getTotalMemorySize()
        : Long.MAX_VALUE;
  }
}
