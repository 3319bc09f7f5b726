package io.github.stylizer.internal.train;

import com.google.gson.Strictness;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.JsonWriter;
import com.google.gson.stream.MalformedJsonException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The metrics of every step as <a href="https://jsonlines.org">JSON lines</a>, such as {@code
 * {"step":12,"content":1.5,"style":0.25,"total":1.75}}. A number that is not finite becomes null,
 * since JSON cannot express it. Every line is handed to the operating system at once, so a killed
 * process loses at most the one it is writing. Not safe for concurrent use.
 */
final class MetricsFile implements Closeable {
  private static final String STEP = "step";
  private static final int MAX_LINE = 1 << 16;

  private final Path path;
  // Not a channel: an interrupt would close it.
  private final RandomAccessFile file;
  private long last;

  /**
   * Opens a file to continue after a step. The lines of later steps and an incomplete last line are
   * cut off in one operation, so the file reads as if the training had never stopped.
   *
   * @param path the file, created if missing; its folder must exist
   * @param step the last completed step, 0 if there is none
   * @throws IOException if the file cannot be read or written, or if a line before that step does
   *     not begin with a step greater than the one before
   */
  MetricsFile(Path path, long step) throws IOException {
    this.path = path;
    this.file = new RandomAccessFile(path.toFile(), "rw");
    try {
      file.setLength(endOf(step));
      file.seek(file.length());
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /** Returns where the lines up to a step end. */
  private long endOf(long step) throws IOException {
    long end = 0;
    try (InputStream bytes = new BufferedInputStream(Files.newInputStream(path))) {
      for (int number = 1; last < step; number++) {
        byte[] line = readLine(bytes, number);
        if (line == null) {
          break;
        }
        long next = step(line, number);
        if (next > step) {
          break;
        }
        last = next;
        end += line.length + 1;
      }
    }
    return end;
  }

  /** Returns a line without its line feed, or null if there is no complete one. */
  private byte @Nullable [] readLine(InputStream bytes, int number) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int next = bytes.read();
    while (next != '\n') {
      if (next < 0) {
        return null;
      }
      if (line.size() == MAX_LINE) {
        throw unusable(number, "is longer than " + MAX_LINE + " bytes", null);
      }
      line.write(next);
      next = bytes.read();
    }
    return line.toByteArray();
  }

  private long step(byte[] line, int number) throws IOException {
    String text = new String(line, StandardCharsets.UTF_8);
    long step;
    try (JsonReader json = new JsonReader(new StringReader(text))) {
      json.setStrictness(Strictness.STRICT);
      json.beginObject();
      if (!json.nextName().equals(STEP)) {
        throw unusable(number, "does not begin with the step", null);
      }
      step = json.nextLong();
      while (json.hasNext()) {
        json.skipValue();
      }
      json.endObject();
      if (json.peek() != JsonToken.END_DOCUMENT) {
        throw unusable(number, "is not a JSON object that begins with a step", null);
      }
    } catch (MalformedJsonException
        | EOFException
        | IllegalStateException
        | NumberFormatException e) {
      throw unusable(number, "is not a JSON object that begins with a step", e);
    }
    if (step <= last) {
      throw unusable(number, "has step " + step + " after step " + last, null);
    }
    return step;
  }

  private IOException unusable(int number, String reason, @Nullable Exception cause) {
    return new IOException(
        path + ": line " + number + " " + reason + "; move the file away to continue without it",
        cause);
  }

  /**
   * Appends the metrics of a step.
   *
   * @param step greater than all previous steps
   * @param values the metrics by name, in the order to write them
   * @throws IllegalArgumentException if the step is not greater, or a metric is named {@code step}
   * @throws IOException if the file cannot be written
   */
  void append(long step, Map<String, Double> values) throws IOException {
    if (step <= last) {
      throw new IllegalArgumentException("the step must be above " + last + ", but is " + step);
    }
    if (values.containsKey(STEP)) {
      throw new IllegalArgumentException("no metric may be named '" + STEP + "'");
    }
    StringWriter line = new StringWriter();
    JsonWriter json = new JsonWriter(line);
    json.beginObject().name(STEP).value(step);
    for (Map.Entry<String, Double> entry : values.entrySet()) {
      double value = entry.getValue();
      json.name(entry.getKey()).value(Double.isFinite(value) ? value : null);
    }
    json.endObject();
    try {
      file.write(line.append('\n').toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IOException(path + ": cannot be written: " + e.getMessage(), e);
    }
    last = step;
  }

  /** Closes the file. A second call does nothing. */
  @Override
  public void close() throws IOException {
    file.close();
  }
}
