package io.github.stylizer;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How far a piece of long work is. Work may have several stages one after another, such as the
 * sizes of a pyramid; counts, time and end belong to the stage. Immutable, but for {@link
 * #preview()}, which may be asked for only while the listener that was given this object runs.
 *
 * @param stage what is being done, for a person to read, for instance {@code optimizing 256x192}
 * @param done how many units of work are done, 0 … {@code total}
 * @param total how many units there are at most; 0 if that is not known
 * @param losses the present value of every loss by name, for instance {@code content}, {@code
 *     style}, {@code total}; empty if the work has none
 * @param elapsed time since the stage began
 * @param previewSource makes a picture of the present state; null if the work has none
 * @param stopReason why the stage ended, for a person to read; null while it goes on
 */
public record Progress(
    String stage,
    long done,
    long total,
    Map<String, Double> losses,
    Duration elapsed,
    Supplier<BufferedImage> previewSource,
    String stopReason) {

  /**
   * Checks the counts and copies the losses.
   *
   * @param stage what is being done
   * @param done how many units of work are done
   * @param total how many units there are, 0 if not known
   * @param losses every loss by name
   * @param elapsed time since the work began
   * @param previewSource makes a picture of the present state, or null
   * @param stopReason why the work ended, or null
   * @throws IllegalArgumentException if {@code done} or {@code total} is negative
   */
  public Progress {
    Objects.requireNonNull(stage, "stage");
    Objects.requireNonNull(elapsed, "elapsed");
    if (done < 0 || total < 0) {
      throw new IllegalArgumentException(
          "done and total must not be negative, but are " + done + " and " + total);
    }
    losses = Collections.unmodifiableMap(new LinkedHashMap<>(losses));
  }

  /**
   * Progress of work without losses or pictures, for instance a download.
   *
   * @param stage what is being done
   * @param done how many units are done
   * @param total how many units there are, 0 if not known
   * @param elapsed time since the work began
   * @return the progress
   */
  public static Progress of(String stage, long done, long total, Duration elapsed) {
    return new Progress(stage, done, total, Map.of(), elapsed, null, null);
  }

  /**
   * Makes a picture of the present state. It costs a copy out of native memory, so ask only when
   * the picture is wanted.
   *
   * @return the picture, or empty if this work has none
   */
  public Optional<BufferedImage> preview() {
    return Optional.ofNullable(previewSource).map(Supplier::get);
  }

  /**
   * Returns why the stage ended.
   *
   * @return the reason, for a person to read; empty while the stage goes on
   */
  public Optional<String> stopped() {
    return Optional.ofNullable(stopReason);
  }
}
