package io.github.stylizer.examples.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every package says what it is for. */
class PackagesTest {
  /** The folders of the packages of all modules. */
  static List<Path> packages() throws IOException {
    List<Path> packages = new ArrayList<>();
    for (Path module : SnippetSources.modules()) {
      packages.addAll(packages(module));
    }
    return packages;
  }

  private static List<Path> packages(Path module) throws IOException {
    try (Stream<Path> files = Files.walk(module)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .filter(file -> !file.endsWith("module-info.java"))
          .map(Path::getParent)
          .distinct()
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("packages")
  void saysWhatItIsFor(Path folder) {
    assertThat(folder.resolve("package-info.java"))
        .content()
        .containsPattern("(?s)^/\\*\\*\\s.*\\w{3}.*\\*/\\s(// .*\\s)*@Null(M|Unm)arked\\spackage ");
  }
}
