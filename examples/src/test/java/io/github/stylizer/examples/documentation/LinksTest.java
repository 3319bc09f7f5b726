package io.github.stylizer.examples.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The links of documents to files of this repository, pictures among them. */
class LinksTest {
  private static final Pattern LINK = Pattern.compile("]\\(([^)#\\s]+)[^)]*\\)");

  static List<Path> documents() throws IOException {
    Path root = SnippetSources.ROOT;
    List<Path> documents = new ArrayList<>();
    for (Path folder :
        List.of(root, root.resolve("docs"), root.resolve("benchmarks"), root.resolve("examples"))) {
      try (Stream<Path> files = Files.list(folder)) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(documents::add);
      }
    }
    return documents;
  }

  @ParameterizedTest
  @MethodSource("documents")
  void leadSomewhere(Path document) throws IOException {
    List<String> broken =
        LINK.matcher(Files.readString(document))
            .results()
            .map(link -> link.group(1))
            .filter(link -> !link.contains("://"))
            .filter(link -> Files.notExists(document.resolveSibling(link)))
            .toList();
    assertThat(broken).isEmpty();
  }
}
