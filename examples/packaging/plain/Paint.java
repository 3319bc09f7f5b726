import io.github.stylizer.Stylizer;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

/**
 * Paints the photo of the first argument in a bundled style (the property {@code style}), on four threads of the common pool,
 * into the folder of the second. If that fails, one line says why, and the exit code is 1.
 */
public final class Paint {
  private static final String STYLE = System.getProperty("style", "great-wave");

  private Paint() {}

  public static void main(String[] arguments) {
    Path photo = Path.of(arguments[0]);
    Path folder = Path.of(arguments[1]);
    List<CompletableFuture<Void>> pictures =
        IntStream.range(0, 4)
            .mapToObj(i -> CompletableFuture.runAsync(() -> paint(photo, folder.resolve(i + ".png"))))
            .toList();
    try {
      pictures.forEach(CompletableFuture::join);
    } catch (CompletionException e) {
      System.err.println(e.getCause().getMessage());
      System.exit(1);
    }
    System.out.println("painted " + pictures.size());
  }

  private static void paint(Path photo, Path painted) {
    try (Stylizer stylizer = Stylizer.style(STYLE).size(64)) {
      stylizer.apply(photo, painted);
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }
}
