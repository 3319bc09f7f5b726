package io.github.stylizer.examples.programs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What all programs have in common. */
class ProgramFilesTest {
  private static final int LINES = 80;

  static List<Path> files() throws IOException {
    try (Stream<Path> files =
        Files.list(Path.of("src/main/java", OnePicture.class.getPackageName().split("\\.")))) {
      return files.toList();
    }
  }

  static List<Class<?>> programs() {
    return List.of(
        OnePicture.class,
        FolderInParallel.class,
        StyleBlend.class,
        VideoFrames.class,
        PreviewWindow.class,
        CameraWindow.class,
        HttpService.class,
        EmbeddedInApplication.class,
        DjlModel.class,
        OnnxPainting.class);
  }

  @ParameterizedTest
  @MethodSource("files")
  void areShort(Path file) throws IOException {
    assertThat(Files.readAllLines(file)).hasSizeLessThan(LINES);
  }

  @ParameterizedTest
  @MethodSource("programs")
  void sayHowTheyAreUsed(Class<?> program) throws ReflectiveOperationException {
    Method main = program.getMethod("main", String[].class);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> call(main))
        .withMessageStartingWith("usage: " + program.getSimpleName() + " ");
  }

  private static void call(Method main) throws Throwable {
    try {
      main.invoke(null, (Object) new String[0]);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  @Test
  void theDocumentationNamesAll() throws IOException {
    String documentation = Files.readString(Path.of("../docs/examples.md"));
    for (Class<?> program : programs()) {
      assertThat(documentation).contains(program.getSimpleName() + ".java");
    }
  }
}
