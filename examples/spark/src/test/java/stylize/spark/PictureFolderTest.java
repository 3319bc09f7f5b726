package stylize.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tasks that write the same picture, and tasks that cannot write. */
class PictureFolderTest {
  @TempDir java.nio.file.Path work;

  private PictureFolder folder(String scheme) throws IOException {
    return PictureFolder.of(
        new Path(scheme, null, work.resolve("out").toString()), StrictFileSystem.configuration());
  }

  @ParameterizedTest
  @ValueSource(strings = {"file", StrictFileSystem.SCHEME})
  void oneOfSeveralAttemptsIsKeptAndNothingElse(String scheme) throws IOException {
    byte[] content = new byte[100_000];
    Arrays.fill(content, (byte) 7);
    PictureFolder folder = folder(scheme);

    IntStream.range(0, 50)
        .parallel()
        .forEach(
            attempt -> {
              try {
                folder.write("2024/a: b.png", content);
                // Whoever finds it finds all of it.
                assertThat(work.resolve("out/2024/a: b.png")).hasBinaryContent(content);
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    folder.clean();

    assertThat(folder.contains("2024/a: b.png")).isTrue();
    assertThat(files()).containsExactly("out/2024/a: b.png");
  }

  @Test
  void aFailedAttemptLeavesNothingBehind() throws IOException {
    Files.createDirectories(work.resolve("out/_temporary"));
    Files.writeString(work.resolve("out/2024"), "a file where a folder must be");

    assertThatExceptionOfType(IOException.class)
        .isThrownBy(() -> folder("file").write("2024/a.png", new byte[1]));

    assertThat(files()).containsExactly("out/2024");
  }

  @Test
  void whatKilledTasksLeftBehindIsRemoved() throws IOException {
    Files.createDirectories(work.resolve("out/_temporary"));
    Files.writeString(work.resolve("out/_temporary/half"), "half a picture");
    Files.writeString(work.resolve("out/a.png"), "a picture");

    folder("file").clean();

    assertThat(files()).containsExactly("out/a.png");
    assertThat(work.resolve("out/_temporary")).doesNotExist();
  }

  private List<String> files() throws IOException {
    try (Stream<java.nio.file.Path> files = Files.walk(work)) {
      return files
          .filter(Files::isRegularFile)
          .map(file -> work.relativize(file).toString())
          .sorted()
          .toList();
    }
  }
}
