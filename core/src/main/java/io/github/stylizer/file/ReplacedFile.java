package io.github.stylizer.file;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Writes a file beside its place and moves it there when it is complete: readers see the old file
 * or the whole new one, also after a crash, and a failure leaves nothing behind.
 */
public final class ReplacedFile {
  private ReplacedFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes everything.
     *
     * @param stream where to; not to be closed
     * @throws IOException if writing fails
     */
    void writeTo(OutputStream stream) throws IOException;
  }

  /**
   * Creates or replaces a file.
   *
   * @param file the file; its folder must exist
   * @param content writes what is to be in it
   * @throws IOException if it cannot be written, naming the file; one that was there is as before
   */
  public static void write(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NoSuchFileException(file.toString(), null, "there is no folder " + folder);
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a directory, cannot be replaced by a file");
    }
    Path beside = folder.resolve(".stylizer-" + UUID.randomUUID() + ".tmp");
    try {
      try (FileChannel channel =
              FileChannel.open(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          OutputStream stream = Channels.newOutputStream(channel)) {
        content.writeTo(stream);
        // Otherwise a crash of the system could leave the new name with the old disk's content.
        channel.force(true);
      }
      moveTo(file, beside);
    } catch (AccessDeniedException e) {
      throw new IOException(file + ": no permission to write to the folder " + folder, e);
    } catch (IOException e) {
      throw new IOException(file + ": cannot be written: " + e.getMessage(), e);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static void moveTo(Path file, Path beside) throws IOException {
    try {
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
