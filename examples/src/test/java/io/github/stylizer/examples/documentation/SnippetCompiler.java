package io.github.stylizer.examples.documentation;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/** Compiles snippets against the class path of the tests. */
final class SnippetCompiler implements AutoCloseable {
  private final JavaCompiler compiler;
  private final StandardJavaFileManager files;

  /**
   * Makes a compiler.
   *
   * @param classes the folder that class files are written to
   */
  SnippetCompiler(Path classes) throws IOException {
    this.compiler =
        Objects.requireNonNull(
            ToolProvider.getSystemJavaCompiler(), "needs a JDK, a JRE has no compiler");
    this.files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8);
    files.setLocation(StandardLocation.CLASS_OUTPUT, List.of(classes.toFile()));
    String[] classPath = System.getProperty("java.class.path").split(File.pathSeparator);
    files.setLocation(
        StandardLocation.CLASS_PATH, Arrays.stream(classPath).map(File::new).toList());
  }

  /**
   * Compiles a snippet.
   *
   * @return its errors, each with document, line and the compiler's message; none if it is right
   */
  List<String> errors(Snippet snippet) {
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    List<String> options = List.of("-proc:none", "-Xlint:none");
    compiler.getTask(null, files, found, options, null, List.of(new Source(snippet))).call();
    return found.getDiagnostics().stream()
        .filter(diagnostic -> diagnostic.getKind() == Diagnostic.Kind.ERROR)
        .map(diagnostic -> message(snippet, diagnostic))
        .toList();
  }

  private static String message(Snippet snippet, Diagnostic<?> diagnostic) {
    // The source has one line before the snippet's first.
    long line = snippet.line() + diagnostic.getLineNumber() - 2;
    return snippet.document() + ":" + line + ": " + diagnostic.getMessage(Locale.ROOT);
  }

  @Override
  public void close() throws IOException {
    files.close();
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String text;

    Source(Snippet snippet) {
      super(URI.create("memory:///" + snippet.className() + ".java"), Kind.SOURCE);
      this.text = snippet.source();
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }

    /** Types of documents are public under any name. */
    @Override
    public boolean isNameCompatible(String simpleName, Kind kind) {
      return true;
    }
  }
}
