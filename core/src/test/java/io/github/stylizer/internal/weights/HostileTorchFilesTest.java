package io.github.stylizer.internal.weights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.testing.SharedFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that must be refused with one clear line. */
class HostileTorchFilesTest {

  @ParameterizedTest
  @CsvSource({
    "bare-pickle, is a bare pickle",
    "empty, is empty",
    "memo-bomb, holds no dictionary of named tensors",
    "os-system-legacy, asks to run 'posix.system': refused",
    "os-system-zip, asks to run 'posix.system': refused",
    "storage-missing, storage '0' is missing",
    "storage-short, storage '0' has 8 bytes",
    "text, starts with \"<html>404",
  })
  void refuses(String name, String reason) throws Exception {
    String resource = "/pth/hostile/" + name + ".pth";
    assertRefused(Path.of(getClass().getResource(resource).toURI()), reason);
    assertThat(Path.of("pwned-by-pickle")).doesNotExist();
  }

  @ParameterizedTest
  @CsvSource({
    "truncated-legacy, is truncated",
    "truncated-zip, is truncated",
  })
  void refusesWhatIsCutOff(String name, String reason) {
    assertRefused(SharedFiles.path("pth/hostile/" + name + ".pth"), reason);
  }

  @Test
  void knowsAReasonForEveryHostileFile() throws Exception {
    try (var files = Files.list(SharedFiles.path("pth/hostile"))) {
      files.forEach(file -> assertRefused(file, file.getFileName().toString()));
    }
  }

  private static void assertRefused(Path file, String reason) {
    assertThatThrownBy(() -> WeightsFile.open(Files.readAllBytes(file), "in memory").close())
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageStartingWith("in memory: ")
        .hasMessageContaining(reason.equals(file.getFileName().toString()) ? "" : reason);
    assertThatThrownBy(() -> WeightsFile.open(file).close())
        .isInstanceOf(WeightsFormatException.class)
        .hasMessageStartingWith(file + ": ")
        .hasMessageContaining(reason)
        .message()
        .doesNotContain("\n")
        .hasSizeLessThan(400);
  }
}
