package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** One run of the command inside the test, with what it said. */
record Call(int code, String out, String err) {

  /** Runs the command; the arguments are strings and paths. */
  static Call of(Object... arguments) {
    ByteArrayOutputStream images = new ByteArrayOutputStream();
    Call call = piped(InputStream.nullInputStream(), images, arguments);
    assertThat(images.size()).as("bytes of an image on standard output").isZero();
    return call;
  }

  /** Runs the command with a photo on standard input, or an image on standard output, or both. */
  static Call piped(InputStream in, OutputStream images, Object... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code =
        Main.run(
            new StandardStreams(in, images),
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            Arrays.stream(arguments).map(Object::toString).toArray(String[]::new));
    return new Call(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs the command on one photo and one painting. */
  static Call paint(Path photo, Path painting, Path output, Object... options) {
    Object[] arguments = {photo, "--style", painting, "-o", output};
    Object[] all = Arrays.copyOf(arguments, arguments.length + options.length);
    System.arraycopy(options, 0, all, arguments.length, options.length);
    return of(all);
  }

  /** Checks that the call ended with this code and a single line that has all these parts. */
  void failed(int expectedCode, String... parts) {
    assertThat(code).as(err).isEqualTo(expectedCode);
    assertThat(out).isEmpty();
    assertThat(err.lines()).as(err).hasSize(1);
    assertThat(err).startsWith("stylize: ").endsWith(System.lineSeparator()).contains(parts);
  }
}
