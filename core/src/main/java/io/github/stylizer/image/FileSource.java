package io.github.stylizer.image;

import io.github.stylizer.internal.image.PixelLimit;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;

/** A file of the default file system. */
final class FileSource extends ImageSource {
  private final File file;

  FileSource(String name, PixelLimit limit, byte[] head, File file) {
    super(name, limit, head);
    this.file = file;
  }

  File file() {
    return file;
  }

  @Override
  public InputStream open() throws IOException {
    return Files.newInputStream(file.toPath());
  }

  @Override
  public ImageInputStream openImageInput() throws IOException {
    return new FileImageInputStream(file);
  }

  @Override
  public byte[] readAll() throws IOException {
    try (InputStream stream = open()) {
      return with(stream).readAll();
    }
  }
}
