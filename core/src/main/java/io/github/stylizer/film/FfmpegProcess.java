package io.github.stylizer.film;

import io.github.stylizer.internal.io.Interruption;
import io.github.stylizer.internal.io.OneLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;

/** A running ffmpeg. Its messages are always read, since it would wait for that. */
final class FfmpegProcess implements AutoCloseable {
  private static final int KEPT_LINES = 3;
  private static final int LONGEST = 200;

  private final Process process;
  private final Thread drain;
  private final Deque<String> last = new ArrayDeque<>();

  /**
   * Starts it.
   *
   * @param command the program and its arguments
   * @param data receives every line of its standard error, on a thread of its own, and says whether
   *     it is no message
   */
  FfmpegProcess(List<String> command, Predicate<String> data) throws IOException {
    try {
      process = new ProcessBuilder(command).start();
    } catch (IOException e) {
      throw new IOException(
          OneLine.of(command.get(0) + ": ffmpeg cannot be started: " + e.getMessage()), e);
    }
    drain = new Thread(() -> drain(data), "ffmpeg messages");
    drain.setDaemon(true);
    drain.start();
  }

  private void drain(Predicate<String> data) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(process.getErrorStream(), StandardCharsets.UTF_8))) {
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        if (!data.test(line) && !line.isBlank()) {
          keep(line);
        }
      }
    } catch (IOException e) {
      keep(String.valueOf(e.getMessage()));
    }
  }

  private void keep(String line) {
    synchronized (last) {
      // The address of the part that speaks says nothing.
      String text = line.replaceFirst("^\\[(.*?) @ (0x)?[0-9a-f]+\\] ", "$1: ").strip();
      last.add(text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…");
      if (last.size() > KEPT_LINES) {
        last.remove();
      }
    }
  }

  InputStream stdout() {
    return process.getInputStream();
  }

  OutputStream stdin() {
    return process.getOutputStream();
  }

  /** Waits for the end and returns the exit code. */
  int exitCode() throws IOException {
    try {
      int code = process.waitFor();
      drain.join();
      return code;
    } catch (InterruptedException e) {
      throw Interruption.during("waiting for ffmpeg", e);
    }
  }

  /**
   * Waits for the end.
   *
   * @throws IOException if it failed; the message is its last one
   */
  void requireSuccess() throws IOException {
    int code = exitCode();
    if (code != 0) {
      throw new IOException("ffmpeg ended with exit code " + code + ": " + lastWords());
    }
  }

  private String lastWords() {
    String words = messages();
    if (words.contains("fps_mode")) {
      return words + " (it is older than 5.1: install a newer one)";
    }
    return words.isEmpty() ? "it was killed, or gave no reason" : words;
  }

  /** Its last message in one line; empty if there is none. */
  String lastMessage() {
    synchronized (last) {
      return last.isEmpty() ? "" : OneLine.of(last.getLast());
    }
  }

  /** Its last messages in one line; empty if there are none. */
  String messages() {
    synchronized (last) {
      return OneLine.of(String.join("; ", last));
    }
  }

  /** Ends it, if it still runs. */
  @Override
  public void close() {
    process.destroyForcibly();
  }
}
