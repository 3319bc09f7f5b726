package io.github.stylizer.image;

import java.io.IOException;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * A file of which a decoder sees some bytes changed.
 *
 * @param positions of the first bytes that are changed, far from each other
 * @param patch the changed bytes
 */
record PatchedContent(ImageSource.Content file, NavigableSet<Long> positions, byte[] patch)
    implements ImageSource.Content {
  /** With one change. */
  PatchedContent(ImageSource.Content file, long position, byte[] patch) {
    this(file, new TreeSet<>(), patch);
    positions.add(position);
  }

  @Override
  public int read(long from, byte[] target, int offset, int length) throws IOException {
    int count = file.read(from, target, offset, length);
    for (long position : positions.subSet(from - patch.length, false, from + count, false)) {
      for (int i = 0; i < patch.length; i++) {
        long at = position + i - from;
        if (at >= 0 && at < count) {
          target[offset + (int) at] = patch[i];
        }
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
