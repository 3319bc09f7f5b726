package io.github.stylizer.examples.documentation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The Java in documents and Javadoc is Java. What it may use without saying is in {@link
 * SnippetVariables}.
 */
class SnippetsTest {
  private static SnippetCompiler compiler;

  @BeforeAll
  static void open(@TempDir Path classes) throws IOException {
    compiler = new SnippetCompiler(classes);
  }

  @AfterAll
  static void close() throws IOException {
    compiler.close();
  }

  static List<Snippet> documents() throws IOException {
    return SnippetSources.documents();
  }

  static List<Snippet> javadoc() throws IOException {
    return SnippetSources.javadoc();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("documents")
  void documentsCompile(Snippet snippet) {
    assertThat(compiler.errors(snippet)).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("javadoc")
  void javadocCompiles(Snippet snippet) {
    assertThat(compiler.errors(snippet)).isEmpty();
    assertThat(snippet.text())
        .as("nothing is left out")
        .doesNotContainPattern("(//|/\\*)\\s*(…|\\.{3})");
  }

  @Test
  void errorsNameDocumentAndLine() {
    String text =
        """
        Text.

        ```java
        import java.time.Duration;
        Duration moment = Duration.ZERO;
        photo.getBreadth();
        ```
        """;
    assertThat(compiler.errors(only(SnippetSources.markdown("a.md", text))))
        .singleElement()
        .asString()
        .startsWith("a.md:6: cannot find symbol")
        .contains("getBreadth()");
  }

  @Test
  void errorsInJavadocNameTheLine() {
    String text =
        """
        package java.time;

        import java.time.Duration;

        /**
         * Waits.
         *
         * <pre>{@code
         * Duration moment = Duration.ZERO;
         * try (Vgg network = Vgg.vgg16()) { … }
         * }</pre>
         */
        """;
    List<String> errors = compiler.errors(only(SnippetSources.javadoc("A.java", text)));
    assertThat(errors).isNotEmpty().first().asString().startsWith("A.java:10: illegal character");
  }

  @Test
  void typesAndFilesAreCompiledAsTheyAre() {
    List<Snippet> snippets =
        SnippetSources.markdown(
            "a.md",
            """
            ```java
            public final class Waves {
              Path file = Path.of("wave.jpg");
            }
            ```
            ```java
            package waves;

            public record Wave(Path file) {}
            ```
            """);
    assertThat(snippets).hasSize(2).noneMatch(Snippet::hasStatements);
    assertThat(compiler.errors(snippets.get(0))).isEmpty();
    assertThat(compiler.errors(snippets.get(1)))
        .singleElement()
        .asString()
        .startsWith("a.md:9: cannot find symbol");
  }

  @Test
  void blocksCanBeMarkedAsNotToBeRun() {
    String block = "```java\nphoto.getWidth();\n```\n";
    assertThat(only(SnippetSources.markdown("a.md", block)).runnable()).isTrue();
    String marked = "<!-- not run: it takes hours -->\n" + block;
    assertThat(only(SnippetSources.markdown("a.md", marked)).runnable()).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(() -> SnippetSources.markdown("a.md", "```java\nphoto.getWidth();\n"))
        .withMessageStartingWith("a.md:1: ");
  }

  private static Snippet only(List<Snippet> snippets) {
    assertThat(snippets).hasSize(1);
    return snippets.get(0);
  }
}
