package io.github.stylizer.internal.torch;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The memory that this process may still take from the system. */
public final class AvailableMemory {
  private static final Path SYSTEM = Path.of("/proc/meminfo");
  private static final Path PROCESS = Path.of("/proc/self/status");

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
    List<String> system = lines(SYSTEM);
    if (!system.isEmpty()) {
      long free = kilobytes(system, "MemAvailable") + kilobytes(system, "SwapFree");
      long leftOfLimit = limit - 1024 * kilobytes(lines(PROCESS), "VmRSS");
      // Without a container the limit is all memory, and swap adds to it.
      boolean contained = limit < 1024 * kilobytes(system, "MemTotal");
      return contained ? Math.max(0, Math.min(1024 * free, leftOfLimit)) : 1024 * free;
    }
    return limit;
  }

  /** All memory of the machine, or of the container. */
  private static long limit() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean known
        ? known.getTotalMemorySize()
        : Long.MAX_VALUE;
  }

  private static List<String> lines(Path file) {
    try {
      return Files.isReadable(file) ? Files.readAllLines(file) : List.of();
    } catch (IOException e) {
      // Some sandboxes show the file but not what is in it: nothing is known then.
      return List.of();
    }
  }

  /** Finds a line such as {@code MemAvailable: 2048 kB}; 0 if there is none. */
  static long kilobytes(List<String> lines, String name) {
    for (String line : lines) {
      String[] words = line.split("\\s+", -1);
      if (words.length == 3 && words[0].equals(name + ":") && words[2].equals("kB")) {
        return Long.parseLong(words[1]);
      }
    }
    return 0;
  }
}
