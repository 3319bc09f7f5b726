package io.github.stylizer.internal.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A resource of a jar as a file, for those who read files only: a copy in the system's directory
 * for temporary files, which lies there until {@link #close()}.
 */
public final class ExtractedResource implements AutoCloseable {
  private final Path path;

  private ExtractedResource(Path path) {
    this.path = path;
  }

  /**
   * Copies a resource.
   *
   * @param beside a class; the resource lies relative to its package
   * @param name for instance {@code styles/wave.safetensors}
   * @return the file, which the caller closes
   * @throws FileNotFoundException if there is no such resource
   * @throws IOException if it cannot be copied
   */
  public static ExtractedResource of(Class<?> beside, String name) throws IOException {
    try (InputStream resource = open(beside, name)) {
      Path copy = Files.createTempFile("stylizer-", name.substring(name.lastIndexOf('.')));
      try {
        Files.copy(resource, copy, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        Files.delete(copy);
        throw e;
      }
      return new ExtractedResource(copy);
    }
  }

  /**
   * Reads a resource of text in UTF-8.
   *
   * @param beside a class; the resource lies relative to its package
   * @param name for instance {@code styles/styles.tsv}
   * @return its lines, without those that are blank
   * @throws FileNotFoundException if there is no such resource
   * @throws IOException if it cannot be read
   */
  public static List<String> lines(Class<?> beside, String name) throws IOException {
    try (InputStream resource = open(beside, name)) {
      String text = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.isBlank()).toList();
    }
  }

  private static InputStream open(Class<?> beside, String name) throws FileNotFoundException {
    InputStream resource = beside.getResourceAsStream(name);
    if (resource == null) {
      throw new FileNotFoundException(
          "there is no resource %s beside the class %s: its jar is not complete"
              .formatted(name, beside.getName()));
    }
    return resource;
  }

  /**
   * Returns where the copy lies.
   *
   * @return the file
   */
  public Path path() {
    return path;
  }

  /**
   * Deletes the copy. A second call does nothing.
   *
   * @throws IOException if it cannot be deleted
   */
  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
