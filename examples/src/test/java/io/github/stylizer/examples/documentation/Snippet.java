package io.github.stylizer.examples.documentation;

import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A piece of Java in a document.
 *
 * <p>What is compiled depends on its text. One that begins with {@code package} is a file as it is.
 * Others get the imports of {@link #STANDARD_IMPORTS}, besides those they begin with. Then one that
 * declares a type is the rest of a file, and all others are statements, in a method that may throw
 * anything and sees {@link SnippetVariables}.
 *
 * @param document where it is, from the root of the repository
 * @param line that of the document in which the text begins, from 1
 * @param imports further import declarations
 * @param text may begin with an empty line
 * @param runnable whether the document lets it be run
 */
record Snippet(String document, int line, List<String> imports, String text, boolean runnable) {

  private static final String STANDARD_IMPORTS =
      Stream.of(
              "io.github.stylizer",
              "io.github.stylizer.djl",
              "io.github.stylizer.fastnet",
              "io.github.stylizer.gatys",
              "io.github.stylizer.image",
              "io.github.stylizer.metanet",
              "io.github.stylizer.tensor",
              "io.github.stylizer.train",
              "io.github.stylizer.vgg",
              "ai.djl.inference",
              "ai.djl.modality.cv",
              "ai.djl.ndarray",
              "ai.djl.repository.zoo",
              "java.io",
              "java.nio.file",
              "java.util",
              "java.util.stream")
          .map(name -> "import " + name + ".*; ")
          .collect(Collectors.joining("", "", "import java.awt.image.BufferedImage; "));

  private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;$");
  private static final Pattern TYPE =
      Pattern.compile("(?m)^((public|final|abstract|sealed) )*(class|interface|record|enum) ");

  /** Whether it is a sequence of statements and no type or file. */
  boolean hasStatements() {
    return !isFile() && !TYPE.matcher(text).find();
  }

  private boolean isFile() {
    return text.stripLeading().startsWith("package ");
  }

  /** A file for the compiler, whose second line is the first of the text. */
  String source() {
    if (isFile()) {
      return "\n" + text;
    }
    String ownImports =
        IMPORT
            .matcher(text)
            .results()
            .map(found -> found.group() + " ")
            .collect(Collectors.joining());
    String header = STANDARD_IMPORTS + String.join(" ", imports) + " " + ownImports;
    String body = IMPORT.matcher(text).replaceAll("");
    if (!hasStatements()) {
      return header + "\n" + body;
    }
    return header
        + String.format(
            Locale.ROOT,
            "public final class %s extends %s { @Override public void run() throws Exception {\n%s\n}}",
            className(),
            SnippetVariables.class.getName(),
            body);
  }

  /** The name of the class around statements. */
  String className() {
    return document.replaceAll("\\W", "_") + "_line_" + line;
  }

  /** The same with less work: few evaluations and steps, small pictures. */
  Snippet shortened() {
    String quick =
        text.replaceAll("\\.(evaluations|steps)\\([0-9_]+\\)", ".$1(2)")
            .replaceAll("\\.size\\([0-9_]+\\)", ".size(64)");
    return new Snippet(document, line, imports, quick, runnable);
  }

  @Override
  public String toString() {
    return document + ":" + line;
  }
}
