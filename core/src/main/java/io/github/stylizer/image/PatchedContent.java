package io.github.stylizer.image;

import java.io.IOException;

/**
 * A file of which a decoder sees some bytes changed.
 *
 * @param position of the first changed byte
 * @param patch the changed bytes
 */
record PatchedContent(ImageSource.Content file, long position, byte[] patch)
    implements ImageSource.Content {
  @Override
  public int read(long from, byte[] target, int offset, int length) throws IOException {
    int count = file.read(from, target, offset, length);
    for (int i = 0; i < patch.length; i++) {
      long at = position + i - from;
      if (at >= 0 && at < count) {
        target[offset + (int) at] = patch[i];
      }
    }
    return count;
  }

  @Override
  public long length() {
    return file.length();
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
