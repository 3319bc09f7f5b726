package io.github.stylizer.examples;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;

/**
 * Hands characters to a {@link PrintStream}, which knows the encoding of its terminal. A {@link
 * PrintWriter} on the stream itself would write bytes in the default charset.
 */
final class CharacterWriter extends Writer {
  private final PrintStream stream;

  private CharacterWriter(PrintStream stream) {
    this.stream = stream;
  }

  /** A writer to a stream, flushed at the end of every line. */
  static PrintWriter to(PrintStream stream) {
    return new PrintWriter(new CharacterWriter(stream), true);
  }

  @Override
  public void write(char[] characters, int offset, int length) {
    stream.print(new String(characters, offset, length));
  }

  @Override
  public void flush() {
    stream.flush();
  }

  @Override
  public void close() {
    // The stream is the program's.
    stream.flush();
  }
}
