import java.nio.file.Path;
import java.util.Arrays;

/**
 * Runs Paint out of a jar of jars. Arguments: how many class loaders run it one after the other, the
 * jar, PyTorch's native jar, and those of Paint.
 */
public final class Launcher {
  private Launcher() {}

  public static void main(String[] arguments) throws Exception {
    String[] rest = Arrays.copyOfRange(arguments, 3, arguments.length);
    for (int i = Integer.parseInt(arguments[0]); i > 0; i--) {
      ClassLoader loader = new NestedJars(Path.of(arguments[1]), Path.of(arguments[2]));
      Thread.currentThread().setContextClassLoader(loader);
      loader.loadClass("Paint").getMethod("main", String[].class).invoke(null, (Object) rest);
    }
  }
}
