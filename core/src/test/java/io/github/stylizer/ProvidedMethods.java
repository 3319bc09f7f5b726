package io.github.stylizer;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Puts methods on the class path of this thread until it is closed. A file among the test resources
 * would reach other modules through the test jar.
 */
final class ProvidedMethods implements AutoCloseable {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private final URLClassLoader loader;

  /**
   * Provides methods.
   *
   * @param directory an empty directory
   * @param methods in the order in which they are found
   */
  ProvidedMethods(Path directory, List<Class<? extends StyleMethod>> methods) throws IOException {
    List<String> names = methods.stream().<String>map(Class::getName).toList();
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.write(services.resolve(StyleMethod.class.getName()), names);
    loader = new URLClassLoader(new URL[] {directory.toUri().toURL()}, before);
    Thread.currentThread().setContextClassLoader(loader);
  }

  @Override
  public void close() throws IOException {
    Thread.currentThread().setContextClassLoader(before);
    loader.close();
  }
}
