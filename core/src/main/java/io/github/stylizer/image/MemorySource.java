package io.github.stylizer.image;

import io.github.stylizer.internal.image.PixelLimit;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** A file in memory. */
final class MemorySource extends ImageSource {
  private final byte[] bytes;

  MemorySource(String name, PixelLimit limit, byte[] head, byte[] bytes) {
    super(name, limit, head);
    this.bytes = bytes;
  }

  @Override
  public InputStream open() {
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public ImageInputStream openImageInput() {
    return new MemoryCacheImageInputStream(open());
  }

  @Override
  public byte[] readAll() {
    return bytes;
  }
}
