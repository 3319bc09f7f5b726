package io.github.stylizer.image;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/** Writes a file beside its place and moves it there when it is complete. */
final class ReplacedFile {
  private ReplacedFile() {}

  /** Writes the content. */
  interface Content {
    void writeTo(OutputStream stream) throws IOException;
  }

  /** Creates or replaces a file; on any failure a file that was there stays as it was. */
  static void write(Path file, Content content) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NoSuchFileException(file.toString(), null, "there is no folder " + folder);
    }
    if (Files.isDirectory(file)) {
      throw new IOException(file + ": is a directory, cannot be replaced by a picture");
    }
    Path beside = folder.resolve(".stylizer-" + UUID.randomUUID() + ".tmp");
    try {
      try (OutputStream stream =
          Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        content.writeTo(stream);
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
