import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/**
 * Makes one jar of many. Of files with the same name the first stays, but service files are
 * concatenated if the first argument is {@code merged}. Then come the jar to write and those to read.
 */
public final class Shade {
  private Shade() {}

  public static void main(String[] arguments) throws IOException {
    boolean merged = arguments[0].equals("merged");
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (String jar : Arrays.copyOfRange(arguments, 2, arguments.length)) {
      add(Path.of(jar), merged, files);
    }
    try (OutputStream file = Files.newOutputStream(Path.of(arguments[1]));
        JarOutputStream shaded = new JarOutputStream(file)) {
      for (Map.Entry<String, byte[]> entry : files.entrySet()) {
        shaded.putNextEntry(new ZipEntry(entry.getKey()));
        shaded.write(entry.getValue());
      }
    }
  }

  private static void add(Path path, boolean merged, Map<String, byte[]> files)
      throws IOException {
    try (JarFile jar = new JarFile(path.toFile())) {
      List<? extends ZipEntry> entries = Collections.list(jar.entries());
      for (ZipEntry entry : entries) {
        String name = entry.getName();
        if (entry.isDirectory() || name.endsWith("module-info.class")) {
          continue;
        }
        byte[] bytes = jar.getInputStream(entry).readAllBytes();
        if (merged && name.startsWith("META-INF/services/")) {
          files.merge(name, bytes, Shade::lines);
        } else {
          files.putIfAbsent(name, bytes);
        }
      }
    }
  }

  private static byte[] lines(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + 1 + second.length);
    both[first.length] = '\n';
    System.arraycopy(second, 0, both, first.length + 1, second.length);
    return both;
  }
}
