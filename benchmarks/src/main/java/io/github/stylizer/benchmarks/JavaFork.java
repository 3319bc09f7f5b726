package io.github.stylizer.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a program in another virtual machine with the options and the class path of this one. */
final class JavaFork {
  private JavaFork() {}

  /**
   * Runs a program to its end.
   *
   * @param program the class with its {@code main}
   * @param arguments its arguments
   * @param log where its output goes
   * @throws IOException if it cannot be started or fails; the message is its last line
   */
  static void run(String program, List<String> arguments, PrintStream log) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(program);
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String last = copyOutput(process, log);
    int code = exitCode(process);
    if (code != 0) {
      throw new IOException(last.isEmpty() ? program + " ended with code " + code : last);
    }
  }

  /** Returns the last line that is not empty. */
  private static String copyOutput(Process process, PrintStream log) throws IOException {
    String last = "";
    try (BufferedReader output = process.inputReader(Charset.defaultCharset())) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        log.println(line);
        last = line.isBlank() ? last : line.strip();
      }
    }
    return last;
  }

  private static int exitCode(Process process) throws IOException {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
