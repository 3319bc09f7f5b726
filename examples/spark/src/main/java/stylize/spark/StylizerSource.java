package stylize.spark;

import io.github.stylizer.Stylizer;
import java.io.IOException;
import java.io.Serializable;

/**
 * Says how to paint. It travels to the executors in the closure, so it must be small: the name of a
 * bundled style, a style code, or the bytes of a painting. The network comes from the jar there.
 *
 * <pre>{@code
 * StylizerSource wave = () -> Stylizer.style("great-wave").maxSize(1024).preserveColors();
 * }</pre>
 */
@FunctionalInterface
public interface StylizerSource extends Serializable {

  /**
   * Opens the stylizer that all tasks of an executor paint with. Called at most once at a time.
   *
   * @return a stylizer that this job owns: it is shared by threads, and closed at the end
   * @throws IOException if the style cannot be read; the job fails
   */
  Stylizer open() throws IOException;
}
