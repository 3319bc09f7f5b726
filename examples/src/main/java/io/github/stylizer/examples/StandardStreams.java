package io.github.stylizer.examples;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * Standard input and output, for image data. {@link System#out} would hide that its reader has
 * gone.
 *
 * @param in read to its end
 * @param out gets nothing else than an image
 */
record StandardStreams(InputStream in, OutputStream out) {
  /** What stands for standard input or output in place of a file name. */
  static final Path NAME = Path.of("-");

  static final String INPUT = "standard input";
  static final String OUTPUT = "standard output";

  static StandardStreams ofProcess() {
    return new StandardStreams(System.in, new FileOutputStream(FileDescriptor.out));
  }

  /**
   * Reads all bytes.
   *
   * @param limit how many are read at most
   */
  byte[] read(int limit) throws IOException {
    return interruptibly(INPUT, () -> in.readNBytes(limit));
  }

  void write(byte[] bytes) throws IOException {
    interruptibly(
        OUTPUT,
        () -> {
          out.write(bytes);
          out.flush();
          return bytes;
        });
  }

  /** An interrupt does not end the reading of a pipe: another thread waits for it. */
  private static byte[] interruptibly(String name, Callable<byte[]> transfer) throws IOException {
    FutureTask<byte[]> task = new FutureTask<>(transfer);
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(name + ": interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw new IOException(name + ": " + ErrorLine.of(e), e);
    }
  }
}
