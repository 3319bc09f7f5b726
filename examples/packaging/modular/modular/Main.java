package modular;

import io.github.stylizer.Stylizer;
import java.nio.file.Path;

/** Paints the photo of the first argument in a bundled style, into the file of the second. */
public final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    String module = Stylizer.class.getModule().getName();
    if (!"io.github.stylizer.core".equals(module)) {
      throw new IllegalStateException("Stylizer is not on the module path, but in " + module);
    }
    try (Stylizer stylizer = Stylizer.style("great-wave").size(96)) {
      stylizer.apply(Path.of(arguments[0]), Path.of(arguments[1]));
    }
    System.out.println("a module paints");
  }
}
