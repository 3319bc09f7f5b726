package io.github.stylizer.examples.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every package says what it is for, and those of core keep to the others that they name. */
class PackagesTest {
  private static final Path CORE = SnippetSources.ROOT.resolve("core/src/main/java");
  private static final Pattern ROOM =
      Pattern.compile("(?m)^import (?:static )?io\\.github\\.stylizer\\.([a-z]+)\\.");
  private static final Pattern NAMED = Pattern.compile("\\{@code ([a-z]+)}");

  /** The folders of the packages of all modules. */
  static List<Path> packages() throws IOException {
    List<Path> packages = new ArrayList<>();
    for (Path module : SnippetSources.modules()) {
      packages.addAll(packages(module));
    }
    return packages;
  }

  static List<Path> packagesOfCore() throws IOException {
    return packages(CORE);
  }

  private static List<Path> packages(Path module) throws IOException {
    try (Stream<Path> files = Files.walk(module)) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
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
        .containsPattern("(?s)^/\\*\\*\\s.*\\w{3}.*\\*/\\s*package ");
  }

  @ParameterizedTest
  @MethodSource("packagesOfCore")
  void keepsToTheRoomsThatItNames(Path folder) throws IOException {
    String about = Files.readString(folder.resolve("package-info.java"));
    int list = about.indexOf("May use");
    Set<String> named = new TreeSet<>();
    if (list >= 0) {
      NAMED.matcher(about.substring(list)).results().forEach(name -> named.add(name.group(1)));
    }
    named.add(folder.getFileName().toString());
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(ROOM.matcher(Files.readString(file)).results().map(room -> room.group(1)))
            .as(file.toString())
            .isSubsetOf(named);
      }
    }
  }
}
