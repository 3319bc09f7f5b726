package io.github.stylizer.internal.torch;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.StylizerException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Turns an {@link EngineException} into a {@link StylizerException} with a one-line message.
 * PyTorch's messages have the source of the failed program and a traceback; only one line is the
 * error.
 */
public final class EngineFailure {
  private static final String IN_PROGRAM = "The following operation failed in the TorchScript";
  private static final List<String> LACK_OF_MEMORY =
      List.of("not enough memory", "can't allocate memory", "out of memory", "bad_alloc");

  private EngineFailure() {}

  /**
   * Creates the exception for an engine failure.
   *
   * @param thrown what DJL threw; becomes the cause
   * @param images the shape of the images being processed, {@code (N, 3, H, W)}; null if there were
   *     none
   * @return the exception to throw
   */
  public static StylizerException of(EngineException thrown, @Nullable Shape images) {
    String message = String.valueOf(thrown.getMessage());
    String lower = message.toLowerCase(Locale.ROOT);
    return LACK_OF_MEMORY.stream().anyMatch(lower::contains)
        ? new StylizerException("not enough native memory" + advice(images), thrown)
        : new StylizerException("PyTorch failed: " + line(message), thrown);
  }

  private static String advice(@Nullable Shape images) {
    if (images == null || images.dimension() != 4) {
      return ": free some, or choose a smaller size";
    }
    long count = images.get(0);
    String size = String.format(Locale.ROOT, "%dx%d", images.get(3), images.get(2));
    return count == 1
        ? String.format(Locale.ROOT, " for a picture of %s: choose a smaller size", size)
        : String.format(
            Locale.ROOT,
            " for %d pictures of %s: choose a smaller size or fewer at once",
            count,
            size);
  }

  private static String line(String message) {
    List<String> lines = message.lines().map(String::strip).filter(l -> !l.isEmpty()).toList();
    if (lines.isEmpty()) {
      return "no reason given";
    }
    boolean inProgram = lines.get(0).startsWith(IN_PROGRAM);
    return lines.stream()
        .filter(line -> inProgram && line.startsWith("RuntimeError: "))
        .map(line -> line.substring("RuntimeError: ".length()))
        .findFirst()
        .orElse(lines.get(0));
  }
}
