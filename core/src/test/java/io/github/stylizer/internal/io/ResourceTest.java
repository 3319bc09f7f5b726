package io.github.stylizer.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.stylizer.NamedStyle;
import java.io.ByteArrayInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResourceTest {
  private static final byte[] CONTENT = "é\n\n two\n".getBytes(StandardCharsets.UTF_8);

  @TempDir Path directory;

  private URL inJar(String name) throws IOException {
    Path jar = directory.resolve("some.jar");
    try (JarOutputStream stream = new JarOutputStream(Files.newOutputStream(jar))) {
      stream.putNextEntry(new JarEntry("here/" + name));
      stream.write(CONTENT);
    }
    return new URL("jar:" + jar.toUri() + "!/here/" + name);
  }

  /** A resource of a class loader whose lengths need not be right. */
  private static URL claiming(int length) throws MalformedURLException {
    URLStreamHandler handler =
        new URLStreamHandler() {
          @Override
          protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
              @Override
              public void connect() {}

              @Override
              public int getContentLength() {
                return length;
              }

              @Override
              public InputStream getInputStream() {
                return new ByteArrayInputStream(CONTENT);
              }
            };
          }
        };
    return new URL(null, "made:up", handler);
  }

  @Test
  void isReadFromAJarWhichIsClosedAgain() throws IOException {
    URL url = inJar("a.txt");
    Resource resource = Resource.read(name -> url, "a.txt");
    assertThat(resource.bytes()).isEqualTo(CONTENT);
    assertThat(resource.name()).isEqualTo("a.txt");
    assertThat(resource.lines()).containsExactly("é", " two");
    Path jar = directory.resolve("some.jar");
    Files.write(jar, new byte[0]);
    assertThatIOException().isThrownBy(() -> Resource.read(name -> url, "a.txt"));
  }

  @Test
  void isReadWhetherOrNotItsLengthIsKnown() throws IOException {
    for (int length : new int[] {CONTENT.length, -1}) {
      URL url = claiming(length);
      assertThat(Resource.read(name -> url, "a").bytes()).isEqualTo(CONTENT);
    }
    for (int length : new int[] {CONTENT.length - 1, CONTENT.length + 1}) {
      URL url = claiming(length);
      assertThatIOException()
          .isThrownBy(() -> Resource.read(name -> url, "a.txt"))
          .withMessageContainingAll("a.txt", length + " bytes");
    }
  }

  @Test
  void aMissingResourceIsNamed() {
    assertThatExceptionOfType(FileNotFoundException.class)
        .isThrownBy(() -> Resource.read(ResourceTest.class::getResource, "missing/file.txt"))
        .withMessageContainingAll("missing/file.txt", "jar");
    assertThatExceptionOfType(UncheckedIOException.class)
        .isThrownBy(new EmbeddedStyles(ResourceTest.class::getResource, "missing")::styles)
        .withMessageContaining("missing/styles.tsv");
  }

  private static EmbeddedStyles listed(Path folder, String list) throws IOException {
    Files.writeString(folder.resolve("styles.tsv"), list);
    return new EmbeddedStyles(
        name -> {
          try {
            return folder.getParent().resolve(name).toUri().toURL();
          } catch (MalformedURLException e) {
            throw new AssertionError(e);
          }
        },
        folder.getFileName().toString());
  }

  @Test
  void stylesAreListedInAFileWithTabs() throws IOException {
    String line = "great-wave\tThe Great Wave\tHokusai\tc. 1831\n";
    EmbeddedStyles styles = listed(directory, line + "\n");
    assertThat(styles.styles())
        .containsExactly(new NamedStyle("great-wave", "The Great Wave", "Hokusai", "c. 1831"));
    Files.write(directory.resolve("great-wave.safetensors"), CONTENT);
    assertThat(styles.read("great-wave").bytes()).isEqualTo(CONTENT);
    assertThatIllegalArgumentException()
        .isThrownBy(listed(directory, line.replace("\tHokusai", ""))::styles)
        .withMessageContainingAll("name, title, artist and date", "The Great Wave");
  }
}
