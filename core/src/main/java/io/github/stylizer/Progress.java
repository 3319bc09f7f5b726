package io.github.stylizer;

import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The progress of a long operation. An operation may have several stages, such as the sizes of a
 * pyramid; counts, time and stop reason are those of the current stage. Immutable, except that
 * {@link #preview()} works only while the listener that received this object runs.
 *
 * @param stage human-readable name of the stage, for instance {@code optimizing 256x192}
 * @param done units of work done, 0 … {@code total}
 * @param total units of work at most; 0 if unknown
 * @param losses current value of every loss by name, for instance {@code content}, {@code style},
 *     {@code total}; empty if there are none
 * @param elapsed time since the stage began
 * @param previewSource makes a picture of the current state; null if there is none
 * @param stopReason human-readable reason why the stage ended; null while it runs
 */
public record Progress(
    String stage,
    long done,
    long total,
    Map<String, Double> losses,
    Duration elapsed,
    @Nullable Supplier<BufferedImage> previewSource,
    @Nullable String stopReason) {

  /**
   * Checks the counts and copies the losses.
   *
   * @param stage name of the stage
   * @param done units of work done
   * @param total units of work, 0 if unknown
   * @param losses every loss by name
   * @param elapsed time since the stage began
   * @param previewSource makes a picture of the current state, or null
   * @param stopReason why the stage ended, or null
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
   * Makes progress without losses or previews, for instance of a download.
   *
   * @param stage name of the stage
   * @param done units of work done
   * @param total units of work, 0 if unknown
   * @param elapsed time since the stage began
   * @return the progress
   */
  public static Progress of(String stage, long done, long total, Duration elapsed) {
    return new Progress(stage, done, total, Map.of(), elapsed, null, null);
  }

  /**
   * Makes a picture of the current state. This copies it from native memory, so call it only if you
   * need the picture.
   *
   * @return the picture; empty if there is none
   */
  public Optional<BufferedImage> preview() {
    return Optional.ofNullable(previewSource).map(Supplier::get);
  }

  /**
   * Returns why the stage ended.
   *
   * @return the reason, human-readable; empty while the stage runs
   */
  public Optional<String> stopped() {
    return Optional.ofNullable(stopReason);
  }
}
