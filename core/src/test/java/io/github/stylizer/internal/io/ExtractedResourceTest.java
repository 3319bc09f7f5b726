package io.github.stylizer.internal.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ExtractedResourceTest {
  private static final String SELF = "ExtractedResourceTest.class";

  @Test
  void isACopyUntilItIsClosed() throws IOException {
    ExtractedResource file = ExtractedResource.of(ExtractedResourceTest.class, SELF);
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
        .isThrownBy(() -> ExtractedResource.of(ExtractedResourceTest.class, "missing/file.txt"))
        .withMessageContainingAll("missing/file.txt", "ExtractedResourceTest");
    assertThatExceptionOfType(FileNotFoundException.class)
        .isThrownBy(() -> ExtractedResource.lines(ExtractedResourceTest.class, "missing.txt"))
        .withMessageContaining("missing.txt");
  }
}
