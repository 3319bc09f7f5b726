package io.github.stylizer.examples.serve;

import io.github.stylizer.StylizerException;
import io.github.stylizer.examples.serve.Clients.Client;
import io.github.stylizer.film.FilmStylizer;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Where films and their results are: a folder that only this user can read, and that is deleted
 * when the service ends. What a killed service left is deleted when the next one begins.
 */
final class FilmFolder implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FilmFolder.class.getName());
  private static final String PREFIX = "stylize-films-";
  private static final String LOCK = "lock";

  private final FilmLimits limits;
  private final AtomicLong used = new AtomicLong();
  private final String problem;
  private @Nullable Path folder;
  private @Nullable FileChannel lock;

  /**
   * Makes a folder. Where that is not possible, films are refused with the reason.
   *
   * @param parent in which it is made
   */
  FilmFolder(Path parent, FilmLimits limits) {
    this.limits = limits;
    String reason = "";
    try {
      folder = Files.createTempDirectory(parent, PREFIX);
      lock = lock(folder);
      deleteLeftOver(parent, folder);
    } catch (IOException e) {
      folder = null;
      reason = "films need a folder to which the service may write, which " + parent + " is not";
      LOG.log(System.Logger.Level.WARNING, "{0} ({1}); use --films-folder", reason, e);
    }
    problem = reason;
  }

  private static FileChannel lock(Path folder) throws IOException {
    FileChannel channel =
        FileChannel.open(
            folder.resolve(LOCK),
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            LinkOption.NOFOLLOW_LINKS);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // Another service of this process.
      LOG.log(System.Logger.Level.DEBUG, "in use: {0}", folder);
    }
    channel.close();
    throw new IOException(folder + ": is in use");
  }

  private static void deleteLeftOver(Path parent, Path own) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(parent, PREFIX + "*")) {
      for (Path other : folders) {
        // Nobody can make us delete what is not ours.
        if (!other.equals(own)
            && Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
            && Files.getOwner(other, LinkOption.NOFOLLOW_LINKS).equals(Files.getOwner(own))) {
          deleteUnused(other);
        }
      }
    }
  }

  private static void deleteUnused(Path other) {
    try {
      FileChannel channel = lock(other);
      try {
        delete(other);
      } finally {
        channel.close();
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "not deleted, another service uses it: {0}", other);
    }
  }

  static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
              throws IOException {
            Files.deleteIfExists(visited);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Why there are no films, or nothing. */
  String problem() {
    return problem;
  }

  /** Bytes of films and results. */
  long used() {
    return used.get();
  }

  /**
   * Makes room for a film.
   *
   * @param bytes that it has at most
   * @throws ServiceException if there is no folder, or too much in it
   */
  FilmFiles open(Client client, long bytes) throws IOException {
    Path parent = folder;
    if (parent == null) {
      throw new ServiceException(501, problem + ": its owner can name another with --films-folder");
    }
    try {
      FilmStylizer.program();
    } catch (StylizerException e) {
      throw new ServiceException(501, String.valueOf(e.getMessage()), e);
    }
    client.startFilm();
    if (used.addAndGet(bytes) > limits.diskBytes()) {
      used.addAndGet(-bytes);
      client.endFilm();
      throw ServiceException.later(503, "too many films at the moment: try again later", 60);
    }
    try {
      return new FilmFiles(Files.createTempDirectory(parent, "film-"), bytes, used, client);
    } catch (IOException e) {
      used.addAndGet(-bytes);
      client.endFilm();
      throw e;
    }
  }

  @Override
  public void close() {
    Path own = folder;
    FileChannel held = lock;
    if (own == null || held == null) {
      return;
    }
    try {
      held.close();
      delete(own);
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING, own + " could not be deleted; the next start does it", e);
    }
  }
}
