package io.github.stylizer.examples.serve;

import io.github.stylizer.examples.serve.Clients.Client;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** A film and what is painted of it, in a folder of their own. Safe for concurrent use. */
final class FilmFiles implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(FilmFiles.class.getName());

  private final Path folder;
  private final AtomicLong used;
  private final Client client;
  private String extension = "";
  private long bytes;
  private boolean painting;
  private boolean painted;
  private boolean closed;

  FilmFiles(Path folder, long bytes, AtomicLong used, Client client) {
    this.folder = folder;
    this.bytes = bytes;
    this.used = used;
    this.client = client;
  }

  Path folder() {
    return folder;
  }

  /** The film itself. */
  Path film() {
    return folder.resolve("film");
  }

  /** Where to paint it. */
  Path painted(String format) {
    return folder.resolve("painted." + format);
  }

  /** Remembers what the client calls it. */
  synchronized void named(String name) {
    extension = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
  }

  synchronized String extension() {
    return extension;
  }

  /** From now on it is not deleted with the request that it came with. */
  synchronized void takeOver() {
    painting = true;
  }

  /** Deletes it, unless a job has taken it over. */
  void endRequest() {
    boolean taken;
    synchronized (this) {
      taken = painting;
    }
    if (!taken) {
      close();
    }
  }

  /** The result, once it is painted; the film is deleted. */
  FilmResult result(String format) throws IOException {
    Path result = painted(format);
    Files.delete(film());
    long size = Files.size(result);
    synchronized (this) {
      used.addAndGet(size - bytes);
      bytes = size;
      painted = true;
    }
    client.endFilm();
    return new FilmResult(result, format, this);
  }

  @Override
  public void close() {
    synchronized (this) {
      if (closed) {
        return;
      }
      closed = true;
      used.addAndGet(-bytes);
      if (!painted) {
        client.endFilm();
      }
    }
    try {
      FilmFolder.delete(folder);
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          folder + " could not be deleted; the end of the service does it",
          e);
    }
  }
}
