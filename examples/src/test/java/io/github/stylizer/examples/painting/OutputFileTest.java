package io.github.stylizer.examples.painting;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutputFileTest {
  @TempDir Path folder;

  @Test
  void isNamedAfterPhotoAndStyles() {
    assertThat(OutputFile.named(Path.of("some/photo.v2.jpg"), List.of("great-wave"), ".png"))
        .isEqualTo(Path.of("photo.v2-great-wave.png"));
    assertThat(
            OutputFile.named(Path.of("photo.jpg"), List.of("other/painting.jpg", "scream"), ".png"))
        .isEqualTo(Path.of("photo-painting-scream.png"));
    assertThat(OutputFile.named(Path.of("photo"), List.of(".hidden"), ".png"))
        .isEqualTo(Path.of("photo-.hidden.png"));
  }

  @Test
  void aFolderBecomesAFolder() {
    assertThat(OutputFile.named(folder, List.of("scream"), ".png"))
        .isEqualTo(Path.of(folder.getFileName() + "-scream"));
    assertThat(OutputFile.named(folder.resolve("."), List.of("scream"), ".png"))
        .isEqualTo(Path.of(folder.getFileName() + "-scream"));
    assertThat(OutputFile.named(Path.of("/"), List.of("scream"), ".png"))
        .isEqualTo(Path.of("root-scream"));
  }
}
