package io.github.stylizer.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.Progress;
import io.github.stylizer.examples.painting.OutputFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewFolderTest {

  @TempDir Path folder;

  private static Progress at(String stage, long done) {
    return new Progress(
        stage, done, 100, Map.of(), Duration.ZERO, () -> NoiseImages.noise(4, 3, done), null);
  }

  @Test
  void aPictureIsWrittenEverySoManyUnitsOfEachStage() throws IOException {
    Path previews = folder.resolve("a/b");
    OutputFile.makeFolder(previews, "--preview");
    PreviewFolder listener = new PreviewFolder(previews, 10);
    listener.onProgress(Progress.of("fetching", 50, 100, Duration.ZERO));
    assertThat(previews).isEmptyDirectory();
    for (String stage : List.of("small", "large")) {
      for (int done = 1; done <= 25; done++) {
        listener.onProgress(at(stage, done));
      }
    }
    try (Stream<Path> files = Files.list(previews)) {
      assertThat(files.map(file -> file.getFileName().toString()).sorted())
          .containsExactly(
              "preview-0001.png", "preview-0002.png", "preview-0003.png", "preview-0004.png");
    }
  }

  @Test
  void aFolderThatCannotBeMadeEndsTheWork() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> OutputFile.makeFolder(file, "--preview"))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("file cannot be created", "--preview");
    PreviewFolder listener = new PreviewFolder(file, 1);
    assertThatThrownBy(() -> listener.onProgress(at("small", 1)))
        .isInstanceOf(UncheckedIOException.class);
  }
}
