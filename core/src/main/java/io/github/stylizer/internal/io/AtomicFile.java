package io.github.stylizer.internal.io;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes a temporary file in the same folder and renames it when it is complete: readers see the
 * old file or the complete new one, even after a crash, and a failure leaves nothing behind. What a
 * killed process left is deleted when another one first writes to the folder. Ignores interrupts.
 */
public final class AtomicFile {
  private static final int BUFFER = 1 << 20;
  private static final int MOST_LINKS = 40;

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

    /**
     * Returns the beginning of the file, if it is known only at the end.
     *
     * @return bytes that replace the first ones that {@link #writeTo} wrote; none by default
     */
    default byte[] head() {
      return new byte[0];
    }
  }

  /**
   * Creates or replaces a file. The new one has the owner, group and permissions of the old one. A
   * symbolic link stays a link, and what it leads to is replaced.
   *
   * @param file the file; its folder must exist
   * @param content writes the content
   * @throws IOException if it cannot be written, naming the file; an existing file is unchanged
   */
  public static void write(Path file, Content content) throws IOException {
    Path target = checkedTarget(file);
    Path beside = UnfinishedFiles.beside(target);
    try {
      UnfinishedFiles.removeOnce(beside);
      writeBeside(beside, content);
      replace(target, beside);
    } catch (IOException e) {
      throw problem(file, target, e);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  /**
   * Creates or replaces a file by a complete one, as {@link #write} does with its temporary file.
   *
   * @param file the file
   * @param complete a file on the same disk, which is moved
   * @throws IOException if it cannot be written, naming the file; an existing file is unchanged
   */
  public static void replaceBy(Path file, Path complete) throws IOException {
    Path target = checkedTarget(file);
    try {
      replace(target, complete);
    } catch (IOException e) {
      throw problem(file, target, e);
    } finally {
      Files.deleteIfExists(complete);
    }
  }

  /**
   * Checks that a file could be written now, by creating and deleting an empty one beside it.
   *
   * @param file the file
   * @throws IOException if it cannot be written, naming the file
   */
  public static void requireWritable(Path file) throws IOException {
    Path target = checkedTarget(file);
    Path beside = UnfinishedFiles.beside(target);
    try {
      Files.createFile(beside);
    } catch (IOException e) {
      throw problem(file, target, e);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private static Path checkedTarget(Path file) throws IOException {
    Path target = linked(file);
    Path folder = target.getParent();
    if (folder == null || !Files.exists(folder)) {
      throw new NoSuchFileException(
          file.toString(), null, "the folder " + folder + " does not exist");
    }
    if (!Files.isDirectory(folder)) {
      throw new IOException(file + ": " + folder + " is not a folder");
    }
    if (Files.isDirectory(target)) {
      throw new IOException(file + ": is a directory, cannot be replaced by a file");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new IOException(file + ": is a device or a pipe, cannot be replaced by a file");
    }
    if (Files.exists(target) && !Files.isWritable(target)) {
      throw new IOException(file + ": is read-only; make it writable or use another file");
    }
    return target;
  }

  /** Follows symbolic links, also to a file that is not there yet. */
  private static Path linked(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    for (int i = 0; i < MOST_LINKS && Files.isSymbolicLink(target); i++) {
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    if (Files.isSymbolicLink(target)) {
      throw new IOException(file + ": is a symbolic link in a circle");
    }
    return target;
  }

  private static IOException problem(Path file, Path target, IOException e) {
    if (e instanceof AccessDeniedException) {
      return new IOException(
          file + ": no permission to write to the folder " + target.getParent(), e);
    }
    String reason = Objects.requireNonNullElse(e.getMessage(), e.toString());
    return new IOException(file + ": cannot be written: " + reason, e);
  }

  private static void writeBeside(Path beside, Content content) throws IOException {
    try (OutputStream file = UnfinishedFiles.create(beside);
        OutputStream stream = new BufferedOutputStream(file, BUFFER)) {
      content.writeTo(stream);
    }
    byte[] head = content.head();
    if (head.length > 0) {
      writeHead(beside, head);
    }
  }

  private static void writeHead(Path beside, byte[] head) throws IOException {
    try (OutputStream file =
        Files.newOutputStream(beside, StandardOpenOption.WRITE, StandardOpenOption.DSYNC)) {
      file.write(head);
    }
  }

  private static void replace(Path target, Path beside) throws IOException {
    if (Files.exists(target) && (hasOtherNames(target) || !takesAttributes(beside, target))) {
      overwrite(target, beside);
      return;
    }
    try {
      Files.move(
          beside, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(beside, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Hard links, whose other names would keep the old content. */
  private static boolean hasOtherNames(Path file) throws IOException {
    try {
      return ((Number) Files.getAttribute(file, "unix:nlink")).intValue() > 1;
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      // Not a Unix system.
      return false;
    }
  }

  /** Gives a file the owner, group and permissions of another; returns whether it has them then. */
  private static boolean takesAttributes(Path file, Path other) throws IOException {
    PosixFileAttributeView view = view(file);
    if (view == null) {
      return true;
    }
    PosixFileAttributes wanted = Files.readAttributes(other, PosixFileAttributes.class);
    PosixFileAttributes given = view.readAttributes();
    try {
      if (!given.group().equals(wanted.group())) {
        view.setGroup(wanted.group());
      }
      if (!given.owner().equals(wanted.owner())) {
        view.setOwner(wanted.owner());
      }
      view.setPermissions(wanted.permissions());
      return true;
    } catch (FileSystemException e) {
      return false;
    }
  }

  private static @Nullable PosixFileAttributeView view(Path file) {
    return Files.getFileAttributeView(file, PosixFileAttributeView.class);
  }

  /**
   * Of another owner or several names: only the content can be replaced. The complete one is on the
   * disk.
   */
  private static void overwrite(Path target, Path beside) throws IOException {
    try (OutputStream stream =
        Files.newOutputStream(
            target,
            StandardOpenOption.WRITE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.DSYNC)) {
      Files.copy(beside, stream);
    }
  }

  /**
   * Deletes temporary files that {@link #write} left in a folder when its process was killed. A
   * process does so by itself before it first writes to a folder, but spares the last second.
   *
   * @param folder the folder; need not exist; nobody may be writing to it
   * @throws IOException if the folder cannot be listed or a file cannot be deleted
   */
  public static void removeUnfinished(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      UnfinishedFiles.remove(folder, Duration.ZERO);
    }
  }
}
