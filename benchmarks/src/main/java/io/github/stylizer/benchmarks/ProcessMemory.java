package io.github.stylizer.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The memory of this process, on Linux only. */
final class ProcessMemory {
  private static final Path STATUS = Path.of("/proc/self/status");

  private ProcessMemory() {}

  /** The memory in use now, in MiB; NaN if unknown. */
  static double resident() throws IOException {
    return ofThisProcess("VmRSS");
  }

  /** The peak since the process started, in MiB; NaN if unknown. */
  static double peak() throws IOException {
    return ofThisProcess("VmHWM");
  }

  private static double ofThisProcess(String name) throws IOException {
    return Files.isReadable(STATUS) ? megabytes(Files.readAllLines(STATUS), name) : Double.NaN;
  }

  /** Finds a line such as {@code VmRSS: 2048 kB}. */
  static double megabytes(List<String> status, String name) {
    for (String line : status) {
      String[] words = line.split("\\s+", -1);
      if (words.length == 3 && words[0].equals(name + ":") && words[2].equals("kB")) {
        return Long.parseLong(words[1]) / 1024.0;
      }
    }
    return Double.NaN;
  }
}
