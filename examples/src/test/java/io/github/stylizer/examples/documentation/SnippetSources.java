package io.github.stylizer.examples.documentation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The Java in this repository's documents: the blocks <code>```java</code> of Markdown, and <code>
 * &lt;pre&gt;{&#64;code … }&lt;/pre&gt;</code> of Javadoc.
 *
 * <p>A block of Markdown is not run if the line before it is a comment like {@code <!-- not run: it
 * takes hours -->}.
 */
final class SnippetSources {

  /** The root of the repository, from a module. */
  static final Path ROOT = Path.of("..");

  private static final String FENCE = "```";
  private static final Pattern JAVA_FENCE = Pattern.compile("```java\\b.*");
  private static final Pattern NOT_RUN = Pattern.compile("<!-- not run: .* -->");
  private static final Pattern JAVADOC =
      Pattern.compile("<pre>\\s*\\{@code(.*?)}\\s*</pre>", Pattern.DOTALL);
  private static final Pattern JAVADOC_MARGIN = Pattern.compile("(?m)^[ \\t]*\\* ?");
  private static final Pattern PACKAGE = Pattern.compile("(?m)^package (.*);$");
  private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;$");

  private SnippetSources() {}

  static List<Snippet> readme() throws IOException {
    return markdown("README.md", Files.readString(ROOT.resolve("README.md")));
  }

  /** Those of the README and of all documents in {@code docs}. */
  static List<Snippet> documents() throws IOException {
    List<Snippet> snippets = new ArrayList<>(readme());
    for (Path file : files(ROOT.resolve("docs"), ".md")) {
      snippets.addAll(markdown(name(file), Files.readString(file)));
    }
    return snippets;
  }

  /** Those in the Javadoc of all modules. */
  static List<Snippet> javadoc() throws IOException {
    List<Snippet> snippets = new ArrayList<>();
    for (Path module : modules()) {
      for (Path file : files(module, ".java")) {
        snippets.addAll(javadoc(name(file), Files.readString(file)));
      }
    }
    return snippets;
  }

  /** The folders {@code src/main/java} of all modules. */
  static List<Path> modules() throws IOException {
    try (Stream<Path> folders = Files.list(ROOT)) {
      return folders
          .map(folder -> folder.resolve("src/main/java"))
          .filter(Files::isDirectory)
          .sorted()
          .toList();
    }
  }

  private static List<Path> files(Path folder, String ending) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }

  private static String name(Path file) {
    return ROOT.relativize(file).toString().replace('\\', '/');
  }

  static List<Snippet> markdown(String document, String text) {
    List<Snippet> snippets = new ArrayList<>();
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (JAVA_FENCE.matcher(lines.get(i)).matches()) {
        int length = lines.subList(i + 1, lines.size()).indexOf(FENCE);
        if (length < 0) {
          throw new IllegalStateException(document + ":" + (i + 1) + ": the block has no end");
        }
        boolean runnable = i == 0 || !NOT_RUN.matcher(lines.get(i - 1)).matches();
        String block = String.join("\n", lines.subList(i + 1, i + 1 + length));
        snippets.add(new Snippet(document, i + 2, List.of(), block, runnable));
        i += length + 1;
      }
    }
    return snippets;
  }

  static List<Snippet> javadoc(String document, String text) {
    List<String> imports = new ArrayList<>();
    PACKAGE
        .matcher(text)
        .results()
        .forEach(found -> imports.add("import " + found.group(1) + ".*;"));
    IMPORT.matcher(text).results().map(MatchResult::group).forEach(imports::add);
    return JAVADOC
        .matcher(text)
        .results()
        .map(
            found -> {
              int line = (int) text.substring(0, found.start(1)).lines().count();
              String code = JAVADOC_MARGIN.matcher(found.group(1)).replaceAll("");
              return new Snippet(document, line, List.copyOf(imports), code, false);
            })
        .toList();
  }
}
