package io.github.stylizer.internal.io;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;

/** What Linux says about memory in files that have lines such as {@code VmRSS: 2048 kB}. */
public final class LinuxMemory {
  /** The memory of the machine. */
  public static final Path SYSTEM = Path.of("/proc/meminfo");

  /** The memory of this process. */
  public static final Path PROCESS = Path.of("/proc/self/status");

  private LinuxMemory() {}

  /**
   * Reads a number.
   *
   * @param file {@link #SYSTEM} or {@link #PROCESS}
   * @param name the first word of the line, without the colon
   * @return kilobytes; empty on other systems, and if there is no such line
   */
  public static OptionalLong kilobytes(Path file, String name) {
    try {
      return Files.isReadable(file)
          ? kilobytes(Files.readAllLines(file), name)
          : OptionalLong.empty();
    } catch (IOException e) {
      // Some sandboxes show the file but not what is in it: nothing is known then.
      return OptionalLong.empty();
    }
  }

  static OptionalLong kilobytes(List<String> lines, String name) {
    return lines.stream()
        .map(line -> line.split("\\s+", -1))
        .filter(words -> words.length == 3 && words[0].equals(name + ":") && words[2].equals("kB"))
        .mapToLong(words -> Long.parseLong(words[1]))
        .findFirst();
  }
}
