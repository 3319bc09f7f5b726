package io.github.stylizer.vgg.download;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A partly downloaded file: append-only, with a running SHA-256. */
final class PartFile implements AutoCloseable {

  private final Path path;
  // Not a FileChannel: an interrupt would close it in the middle of a write.
  private final RandomAccessFile file;
  private final Sha256 sha256 = new Sha256();
  private long size;

  /**
   * Opens or creates the file, and keeps what an earlier run wrote.
   *
   * @param limit a file larger than this is truncated
   */
  PartFile(Path path, long limit) throws IOException {
    this.path = path;
    file = new RandomAccessFile(path.toFile(), "rw");
    try {
      size = file.length();
      if (size > limit) {
        restart();
      } else if (size > 0) {
        sha256.update(path);
        file.seek(size);
      }
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  long size() {
    return size;
  }

  String sha256() {
    return sha256.hex();
  }

  void append(List<ByteBuffer> pieces) throws IOException {
    for (ByteBuffer piece : pieces) {
      byte[] bytes = new byte[piece.remaining()];
      piece.get(bytes);
      try {
        file.write(bytes);
      } catch (IOException e) {
        throw new IOException("cannot write " + path + " (" + e.getMessage() + ")", e);
      }
      sha256.update(bytes, bytes.length);
      size += bytes.length;
    }
  }

  /** Starts over with an empty file. */
  void restart() throws IOException {
    file.setLength(0);
    file.seek(0);
    sha256.reset();
    size = 0;
  }

  /** Closes the file and deletes it. */
  void delete() throws IOException {
    file.close();
    Files.deleteIfExists(path);
  }

  /** Closes the file, and deletes it if it is empty. */
  @Override
  public void close() throws IOException {
    file.close();
    if (size == 0) {
      Files.deleteIfExists(path);
    }
  }
}
