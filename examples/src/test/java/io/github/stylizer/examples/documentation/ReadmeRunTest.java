package io.github.stylizer.examples.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The statements of the README do what they say, in a program of their own. They find the variables
 * of {@link SnippetVariables} and the files of {@link SnippetFiles}, may use what earlier ones
 * wrote, and make fewer steps on smaller pictures than they say ({@link Snippet#shortened}). Types,
 * and blocks that are marked as {@link SnippetSources} says, are compiled only.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ReadmeRunTest {
  @TempDir Path folder;

  @Test
  void theReadmeRuns() throws IOException, InterruptedException {
    List<Snippet> snippets =
        SnippetSources.readme().stream()
            .filter(snippet -> snippet.runnable() && snippet.hasStatements())
            .map(Snippet::shortened)
            .toList();
    assertThat(snippets).isNotEmpty();
    Path classes = Files.createDirectory(folder.resolve("classes"));
    try (SnippetCompiler compiler = new SnippetCompiler(classes)) {
      assertThat(snippets).flatMap(compiler::errors).isEmpty();
    }
    Path work = Files.createDirectory(folder.resolve("work"));
    SnippetFiles.make(work, snippets);
    run(classes, work, snippets);
    for (String name : SnippetFiles.named(snippets)) {
      assertThat(work.resolve(name)).exists();
    }
  }

  private void run(Path classes, Path work, List<Snippet> snippets)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-DOPT_OUT_TRACKING=true");
    command.add("-Djava.awt.headless=true");
    command.add("-Dstylizer.offline=true");
    command.add("-Dstylizer.vgg16.weights=" + SnippetFiles.VGG16);
    command.add("-cp");
    command.add(classes + File.pathSeparator + System.getProperty("java.class.path"));
    command.add(SnippetProgram.class.getName());
    snippets.forEach(snippet -> command.add(snippet.className()));
    Path said = folder.resolve("said.txt");
    Process program =
        new ProcessBuilder(command)
            .directory(work.toFile())
            .redirectErrorStream(true)
            .redirectOutput(said.toFile())
            .start();
    try {
      assertThat(program.waitFor()).as(() -> text(said)).isZero();
    } finally {
      program.destroyForcibly();
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return e.toString();
    }
  }
}
