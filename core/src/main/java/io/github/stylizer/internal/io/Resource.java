package io.github.stylizer.internal.io;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** A file in a jar, read into memory. */
public final class Resource {
  private final String name;
  private final byte[] bytes;

  private Resource(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /**
   * Reads a resource. Needs no more memory than its size.
   *
   * @param lookup {@code getResource} of a class in the module that contains the resource, since
   *     named modules encapsulate their resources
   * @param name relative to the package of that class, for instance {@code styles/styles.tsv}
   * @return its content
   * @throws FileNotFoundException if there is no such resource
   * @throws IOException if it cannot be read
   */
  public static Resource read(Function<String, URL> lookup, String name) throws IOException {
    URL url = lookup.apply(name);
    if (url == null) {
      throw new FileNotFoundException(
          String.format(
              Locale.ROOT,
              "there is no resource %s: the jar that should contain it is incomplete",
              name));
    }
    URLConnection connection = url.openConnection();
    // A cached jar would stay open after its class loader is closed.
    connection.setUseCaches(false);
    try (InputStream stream = connection.getInputStream()) {
      return new Resource(name, bytes(stream, connection.getContentLength(), name));
    }
  }

  // readAllBytes needs twice the memory for a moment.
  private static byte[] bytes(InputStream stream, int length, String name) throws IOException {
    if (length < 0) {
      return stream.readAllBytes();
    }
    byte[] bytes = new byte[length];
    int count = stream.readNBytes(bytes, 0, length);
    if (count < length || stream.read() >= 0) {
      throw new IOException(
          String.format(
              Locale.ROOT,
              "the resource %s does not have the %d bytes that its jar declares",
              name,
              length));
    }
    return bytes;
  }

  /**
   * Returns the name, for messages.
   *
   * @return the name it was looked up by
   */
  public String name() {
    return name;
  }

  /**
   * Returns the content.
   *
   * @return not a copy; must not be modified
   */
  public byte[] bytes() {
    return bytes;
  }

  /**
   * Returns the content as text in UTF-8.
   *
   * @return its lines, without blank ones
   */
  public List<String> lines() {
    String text = new String(bytes, StandardCharsets.UTF_8);
    return text.lines().filter(line -> !line.isBlank()).toList();
  }
}
