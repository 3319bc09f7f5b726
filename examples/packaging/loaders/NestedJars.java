import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A class loader that reads the jars in a jar, as that of Spring Boot does: no class and no resource
 * has a file, and the application's own class loader knows none of them. PyTorch's native jar is too
 * large for that and lies beside (Spring Boot: {@code requiresUnpack}).
 */
final class NestedJars extends URLClassLoader {
  private final Map<String, List<byte[]>> entries = new HashMap<>();

  NestedJars(Path jar, Path nativeJar) throws IOException {
    super(new URL[] {nativeJar.toUri().toURL()}, ClassLoader.getPlatformClassLoader());
    try (JarFile outer = new JarFile(jar.toFile())) {
      for (var nested : Collections.list(outer.entries())) {
        if (nested.getName().endsWith(".jar")) {
          try (ZipInputStream inner = new ZipInputStream(outer.getInputStream(nested))) {
            read(inner);
          }
        }
      }
    }
  }

  private void read(ZipInputStream jar) throws IOException {
    for (ZipEntry entry = jar.getNextEntry(); entry != null; entry = jar.getNextEntry()) {
      if (!entry.isDirectory()) {
        entries
            .computeIfAbsent(entry.getName(), name -> new ArrayList<>())
            .add(jar.readAllBytes());
      }
    }
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    List<byte[]> found = entries.get(name.replace('.', '/') + ".class");
    if (found == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, found.get(0), 0, found.get(0).length);
  }

  @Override
  public URL findResource(String name) {
    List<byte[]> found = entries.get(name);
    return found == null ? super.findResource(name) : url(name, found.get(0));
  }

  @Override
  public Enumeration<URL> findResources(String name) throws IOException {
    List<URL> found = Collections.list(super.findResources(name));
    entries.getOrDefault(name, List.of()).forEach(bytes -> found.add(url(name, bytes)));
    return Collections.enumeration(found);
  }

  private static URL url(String name, byte[] bytes) {
    try {
      return new URL("nested", null, -1, "/" + name, new Bytes(bytes));
    } catch (MalformedURLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static final class Bytes extends URLStreamHandler {
    private final byte[] bytes;

    Bytes(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {
          // The bytes are here.
        }

        @Override
        public InputStream getInputStream() {
          return new ByteArrayInputStream(bytes);
        }
      };
    }
  }
}
