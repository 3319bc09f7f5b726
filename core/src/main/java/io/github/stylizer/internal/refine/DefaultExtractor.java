package io.github.stylizer.internal.refine;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.io.Services;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Where a feature extractor comes from if the application has none: the artifact of the VGGs. */
public interface DefaultExtractor {

  /**
   * Loads the extractor.
   *
   * @return a new extractor, which the caller closes
   * @throws IOException if the library is damaged
   */
  FeatureExtractor load() throws IOException;

  /**
   * Returns the extractor of this process, loaded by the first call and never closed.
   *
   * @return the extractor
   * @throws IOException if the library is damaged
   * @throws IllegalStateException if no artifact has an extractor
   */
  static FeatureExtractor shared() throws IOException {
    return Shared.get();
  }

  /** The extractor of this process. */
  final class Shared {
    private static @Nullable FeatureExtractor extractor;

    private Shared() {}

    private static synchronized FeatureExtractor get() throws IOException {
      if (extractor == null) {
        extractor =
            Services.all(DefaultExtractor.class).stream()
                .findFirst()
                .orElseThrow(
                    () ->
                        new IllegalStateException(
                            "refining needs a feature extractor: add the dependency"
                                + " io.github.stylizer:stylizer-vgg"))
                .load();
      }
      return extractor;
    }
  }
}
