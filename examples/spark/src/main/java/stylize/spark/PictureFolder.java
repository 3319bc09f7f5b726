package stylize.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;

/**
 * The folder of the pictures. A picture is written to a temporary file, and then renamed: whoever
 * reads the folder finds whole pictures only, and of several tasks that paint the same photo, it
 * does not matter which is the last.
 */
final class PictureFolder {
  private static final String TEMPORARY = "_temporary";

  private final Path folder;
  private final FileSystem files;

  private PictureFolder(Path folder, FileSystem files) {
    this.folder = folder;
    this.files = files;
  }

  /** Opens a folder, which need not exist. */
  static PictureFolder of(Path folder, Configuration configuration) throws IOException {
    FileSystem files = folder.getFileSystem(configuration);
    // Of the local disk, without a hidden file of checksums beside each picture.
    return new PictureFolder(
        folder, files instanceof LocalFileSystem local ? local.getRawFileSystem() : files);
  }

  /** A path that means the same in all processes, whatever their working folder is. */
  static Path qualified(Path folder, Configuration configuration) throws IOException {
    return folder.getFileSystem(configuration).makeQualified(folder);
  }

  boolean contains(String picture) throws IOException {
    return files.exists(PhotoFolder.below(folder, picture));
  }

  /**
   * Writes a picture, unless another task has done so meanwhile.
   *
   * @throws IOException if it cannot be written; nothing is left behind
   */
  void write(String picture, byte[] content) throws IOException {
    write(picture, stream -> stream.write(content));
  }

  /**
   * Writes what is in a file of the local disk, as {@link #write(String, byte[])} does.
   *
   * @throws IOException if it cannot be written; nothing is left behind
   */
  void write(String picture, java.nio.file.Path content) throws IOException {
    write(picture, stream -> Files.copy(content, stream));
  }

  /** Writes to a stream. */
  private interface Content {
    void writeTo(OutputStream stream) throws IOException;
  }

  private void write(String picture, Content content) throws IOException {
    Path target = PhotoFolder.below(folder, picture);
    Path temporary = new Path(new Path(folder, TEMPORARY), UUID.randomUUID().toString());
    try {
      try (OutputStream stream = files.create(temporary, false)) {
        content.writeTo(stream);
      }
      files.mkdirs(target.getParent());
      // False, or an exception, where the target is there: what is in it is the same picture.
      if (!files.rename(temporary, target) && !files.exists(target)) {
        throw new IOException(temporary + " cannot be renamed to " + target);
      }
    } catch (IOException e) {
      if (!files.exists(target)) {
        throw e;
      }
    } finally {
      files.delete(temporary, false);
    }
  }

  /** Copies a file of the folder to the local disk. */
  void fetch(String file, java.nio.file.Path local) throws IOException {
    new PhotoFolder(folder, files).fetch(file, local);
  }

  /** Removes a file or a folder. */
  void delete(String path) throws IOException {
    files.delete(PhotoFolder.below(folder, path), true);
  }

  /** Removes a folder, unless there is a file in it or in its subfolders. */
  void deleteIfEmpty(String path) throws IOException {
    Path target = PhotoFolder.below(folder, path);
    if (files.exists(target) && !files.listFiles(target, true).hasNext()) {
      files.delete(target, true);
    }
  }

  /** Removes what tasks that were killed have left behind. No task may be writing. */
  void clean() throws IOException {
    files.delete(new Path(folder, TEMPORARY), true);
  }
}
