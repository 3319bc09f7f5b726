package stylize.spark;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.attribute.FileTime;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** The folder that all photos are below. */
record PhotoFolder(Path folder, FileSystem files) {
  /** Larger files are films, archives or mistakes: a photo is read into the memory of its task. */
  static final int LARGEST = 1 << 28;

  static PhotoFolder of(Path folder, Configuration configuration) throws IOException {
    return new PhotoFolder(folder, folder.getFileSystem(configuration));
  }

  /**
   * Reads a photo.
   *
   * @throws IOException if it cannot be read, or is too large
   */
  byte[] read(String photo) throws IOException {
    try (InputStream stream = files.open(below(folder, photo))) {
      byte[] content = stream.readNBytes(LARGEST + 1);
      if (content.length > LARGEST) {
        throw new IOException(
            photo + ": has more than " + LARGEST + " bytes; paint it with the stylize command");
      }
      return content;
    }
  }

  /** Copies a file to the local disk, with its time stamp. */
  void fetch(String file, java.nio.file.Path local) throws IOException {
    Path path = below(folder, file);
    try (InputStream stream = files.open(path)) {
      Files.copy(stream, local);
    }
    long modified = files.getFileStatus(path).getModificationTime();
    Files.setLastModifiedTime(local, FileTime.fromMillis(modified));
  }

  /**
   * A path below a folder, whatever letters it has: Hadoop takes what is before a colon for a
   * scheme.
   */
  static Path below(Path folder, String path) {
    URI uri = folder.toUri();
    return new Path(uri.getScheme(), uri.getAuthority(), uri.getPath() + "/" + path);
  }
}
