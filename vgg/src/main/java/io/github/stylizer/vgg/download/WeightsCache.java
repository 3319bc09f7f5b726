package io.github.stylizer.vgg.download;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.io.CacheDirectory;
import io.github.stylizer.internal.io.LockFile;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.internal.weights.SafetensorsWriter;
import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The files of one model in the cache directory:
 *
 * <ul>
 *   <li>{@code vgg16-397923af.safetensors}: only the tensors that are needed;
 *   <li>{@code vgg16-397923af.pth}: the published file, if the user put it there;
 *   <li>{@code vgg16-397923af.pth.part}: the published file while it is being downloaded;
 *   <li>{@code vgg16-397923af.lock}: held while any of these changes.
 * </ul>
 */
public final class WeightsCache {

  private static final System.Logger LOGGER = System.getLogger(WeightsCache.class.getName());
  private static final String ORIGIN_KEY = "origin_sha256";

  private final Path directory;
  private final WeightsOrigin origin;

  public WeightsCache(Path directory, WeightsOrigin origin) {
    this.directory = directory;
    this.origin = origin;
  }

  public Path file() {
    return directory.resolve(origin.stem() + ".safetensors");
  }

  public Path original() {
    return directory.resolve(origin.fileName());
  }

  public Path part() {
    return directory.resolve(origin.fileName() + ".part");
  }

  public boolean hasOriginal() {
    return Files.exists(original());
  }

  /** Whether the cached file comes from this origin, is readable and has these tensors. */
  public boolean holds(Set<String> tensorNames) throws IOException {
    try {
      return names().containsAll(tensorNames);
    } catch (WeightsFormatException e) {
      // It will be rebuilt, and convert logs why.
      return false;
    }
  }

  /** The tensors in the cached file; none if there is no file. */
  private Set<String> names() throws IOException {
    if (!Files.exists(file())) {
      return Set.of();
    }
    try (WeightsFile weights = WeightsFile.open(file())) {
      String found = weights.metadata().get(ORIGIN_KEY);
      if (!origin.sha256().equals(found)) {
        throw new WeightsFormatException(
            file(), ORIGIN_KEY + " is " + found + ", expected " + origin.sha256());
      }
      return Set.copyOf(weights.names());
    }
  }

  /** Runs the action while holding the lock on these files. */
  public void lock(Runnable waiting, LockFile.Action action) throws IOException {
    Path file;
    try {
      Files.createDirectories(directory);
      file = directory.toRealPath().resolve(origin.stem() + ".lock");
      if (!Files.isWritable(directory)) {
        throw new AccessDeniedException(directory.toString());
      }
    } catch (IOException e) {
      throw new IOException(
          "cannot store weights in the directory "
              + directory
              + " ("
              + e
              + "); choose another with the system property "
              + CacheDirectory.PROPERTY
              + " or the environment variable "
              + CacheDirectory.VARIABLE,
          e);
    }
    LockFile.hold(file, waiting, action);
  }

  /** Checks that a file the user put into the cache is the published one. */
  public void checkOriginal() throws IOException {
    long size = Files.size(original());
    String found =
        size == origin.bytes()
            ? "SHA-256 " + Sha256.of(original())
            : "a size of " + size + " bytes";
    if (!found.endsWith(origin.sha256())) {
      throw new IOException(
          original()
              + " has "
              + found
              + ", expected "
              + origin.bytes()
              + " bytes with SHA-256 "
              + origin.sha256()
              + "; replace it or delete it");
    }
  }

  /**
   * Builds the cached file from a complete and verified published one, and deletes the part file.
   * Keeps the tensors of a usable cached file, so that two versions of the library that need
   * different ones do not keep removing each other's.
   */
  public void convert(Path source, Set<String> tensorNames) throws IOException {
    Set<String> wanted = new TreeSet<>(tensorNames);
    try {
      wanted.addAll(names());
    } catch (WeightsFormatException e) {
      LOGGER.log(System.Logger.Level.WARNING, "rebuilding an unusable file: " + e.getMessage());
    }
    try (NDManager manager = PyTorchEngine.newManager(Device.cpu());
        WeightsFile weights = WeightsFile.open(source)) {
      Map<String, NDArray> tensors = new TreeMap<>();
      for (String name : wanted) {
        tensors.put(name, weights.readFloat32(name, manager));
      }
      write(tensors);
    }
    deletePart();
  }

  private void write(Map<String, NDArray> tensors) throws IOException {
    Map<String, String> metadata =
        Map.of(
            "architecture",
            origin.model(),
            "origin",
            origin.fileName(),
            ORIGIN_KEY,
            origin.sha256());
    try {
      SafetensorsWriter.write(file(), tensors, metadata);
    } catch (ClosedByInterruptException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException("cannot write " + file() + " (" + e.getMessage() + ")", e);
    }
  }

  private void deletePart() {
    try {
      Files.deleteIfExists(part());
    } catch (IOException e) {
      // Windows does not delete a mapped file; the cache is complete anyway.
      LOGGER.log(System.Logger.Level.WARNING, "cannot delete " + part(), e);
    }
  }
}
