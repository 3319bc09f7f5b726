package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.image.ImageDecoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {
  @Test
  void holdsPicturesUntilItIsClosed() throws IOException {
    TemporaryFolder folder = new TemporaryFolder();
    Path pictures = folder.pictures("photos", 3, 20, 10);
    List<Path> files;
    try (Stream<Path> listed = Files.list(pictures)) {
      files = listed.toList();
    }
    assertThat(files).hasSize(3);
    assertThat(ImageDecoder.standard().read(files.get(0)).getWidth()).isEqualTo(20);
    folder.close();
    assertThat(folder.path()).doesNotExist();
  }
}
