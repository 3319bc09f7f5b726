package io.github.stylizer.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ResourceFileTest {
  private static final String SELF = "ResourceFileTest.class";

  @Test
  void isACopyUntilItIsClosed() throws IOException {
    ResourceFile file = ResourceFile.of(ResourceFileTest.class, SELF);
    Path path = file.path();
    try (file) {
      assertThat(path).content(StandardCharsets.ISO_8859_1).startsWith("\u00ca\u00fe\u00ba\u00be");
      assertThat(path.toString()).endsWith(".class");
    }
    assertThat(path).doesNotExist();
  }

  @Test
  void aMissingResourceIsNamed() {
    assertThatExceptionOfType(FileNotFoundException.class)
        .isThrownBy(() -> ResourceFile.of(ResourceFileTest.class, "missing/file.txt"))
        .withMessageContainingAll("missing/file.txt", "ResourceFileTest");
    assertThatExceptionOfType(FileNotFoundException.class)
        .isThrownBy(() -> ResourceFile.lines(ResourceFileTest.class, "missing.txt"))
        .withMessageContaining("missing.txt");
  }
}
