package io.github.stylizer.image;

import io.github.stylizer.internal.image.PixelLimit;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;

/** A file of the default file system. */
final class FileSource extends ImageSource {
  private final File file;

  FileSource(String name, PixelLimit limit, Deadline deadline, byte[] head, File file) {
    super(name, limit, deadline, head);
    this.file = file;
  }

  @Override
  ImageSource with(PixelLimit other) {
    return new FileSource(name(), other, deadline(), head(), file);
  }

  File file() {
    return file;
  }

  @Override
  InputStream openStream() throws IOException {
    return Files.newInputStream(file.toPath());
  }

  @Override
  Content openContent() throws IOException {
    return new OpenFile(new RandomAccessFile(file, "r"));
  }

  /** A random access file: an interrupt would close a channel. */
  private record OpenFile(RandomAccessFile file, long length) implements Content {
    OpenFile(RandomAccessFile file) throws IOException {
      this(file, file.length());
    }

    @Override
    public int read(long position, byte[] target, int offset, int length) throws IOException {
      file.seek(position);
      return file.read(target, offset, length);
    }

    @Override
    public void close() throws IOException {
      file.close();
    }
  }

  @Override
  public byte[] readAll() throws IOException {
    try (InputStream stream = open()) {
      return with(stream).readAll();
    }
  }
}
