package io.github.stylizer.image;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Checks the {@link Deadline} at every read. */
final class DeadlineInputStream extends FilterInputStream {
  private final String name;
  private final Deadline deadline;

  /**
   * Takes ownership of a stream.
   *
   * @param name of the file, for messages
   */
  DeadlineInputStream(InputStream stream, String name, Deadline deadline) {
    super(stream);
    this.name = name;
    this.deadline = deadline;
  }

  @Override
  public int read() throws IOException {
    deadline.check(name);
    return in.read();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    deadline.check(name);
    return in.read(target, offset, length);
  }

  @Override
  public long skip(long count) throws IOException {
    deadline.check(name);
    return in.skip(count);
  }
}
