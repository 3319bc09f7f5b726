package io.github.stylizer.internal.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * Writes a temporary file in the same folder and renames it when it is complete: readers see the
 * old file or the complete new one, even after a crash, and a failure leaves nothing behind. What a
 * killed process left is deleted when another one first writes to the folder. Ignores interrupts.
 */
public final class AtomicFile {
  private static final int BUFFER = 1 << 20;

  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes the content.
     *
     * @param stream where to write; buffered; must not be closed
     * @throws IOException if writing fails
     */
    void writeTo(OutputStream stream) throws IOException;
  }

  /**
   * Creates or replaces a file.
   *
   * @param file the file; its folder must exist
   * @param content writes the content
   * @throws IOException if it cannot be written, naming the file; an existing file is unchanged
   */
  public static void write(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NoSuchFileException(
          file.toString(), null, "the folder " + folder + " does not exist");
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a directory, cannot be replaced by a file");
    }
    Path beside = UnfinishedFiles.in(folder);
    try {
      UnfinishedFiles.removeOnce(folder);
      writeBeside(beside, content);
      moveTo(file, beside);
    } catch (AccessDeniedException e) {
      throw new IOException(file + ": no permission to write to the folder " + folder, e);
    } catch (IOException e) {
      String reason = Objects.requireNonNullElse(e.getMessage(), e.toString());
      throw new IOException(file + ": cannot be written: " + reason, e);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static void writeBeside(Path beside, Content content) throws IOException {
    try (OutputStream file = UnfinishedFiles.create(beside);
        OutputStream stream = new BufferedOutputStream(file, BUFFER)) {
      content.writeTo(stream);
    }
  }

  private static void moveTo(Path file, Path beside) throws IOException {
    try {
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /**
   * Deletes temporary files that {@link #write} left in a folder when its process was killed. A
   * process does so by itself before it first writes to a folder.
   *
   * @param folder the folder; need not exist
   * @throws IOException if the folder cannot be listed or a file cannot be deleted
   */
  public static void removeUnfinished(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      UnfinishedFiles.remove(folder);
    }
  }
}
