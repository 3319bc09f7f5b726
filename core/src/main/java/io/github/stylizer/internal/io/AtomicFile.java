package io.github.stylizer.internal.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Objects;
import java.util.UUID;

/**
 * Writes a file beside its place and moves it there when it is complete: readers see the old file
 * or the whole new one, also after a crash, and a failure leaves nothing behind. An interrupt does
 * not disturb it.
 */
public final class AtomicFile {
  private static final String PREFIX = ".stylizer-";
  private static final String ENDING = ".tmp";
  private static final int BUFFER = 1 << 20;

  private AtomicFile() {}

  /** Writes the content of a file. */
  @FunctionalInterface
  public interface Content {

    /**
     * Writes everything.
     *
     * @param stream where to; buffered; not to be closed
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
    Path beside = folder.resolve(PREFIX + UUID.randomUUID() + ENDING);
    try {
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

  // DSYNC: otherwise a crash of the system could leave the new name with the old disk's content.
  // A stream, since a channel is closed by an interrupt of the thread.
  private static void writeBeside(Path beside, Content content) throws IOException {
    try (OutputStream file =
            Files.newOutputStream(
                beside,
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.DSYNC);
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
   * Removes what {@link #write} was writing in a folder when its process was killed.
   *
   * @param folder the folder, into which nobody may be writing now; need not exist
   * @throws IOException if the folder cannot be listed or a file cannot be removed
   */
  public static void removeUnfinished(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (DirectoryStream<Path> unfinished =
        Files.newDirectoryStream(folder, PREFIX + "*" + ENDING)) {
      for (Path file : unfinished) {
        Files.deleteIfExists(file);
      }
    }
  }
}
