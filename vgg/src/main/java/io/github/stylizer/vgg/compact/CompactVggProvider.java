package io.github.stylizer.vgg.compact;

import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.refine.DefaultExtractor;
import io.github.stylizer.vgg.Vgg;
import java.io.IOException;

/** Offers the compact VGG where an application has no extractor of its own. */
public final class CompactVggProvider implements DefaultExtractor {
  /** Loads nothing yet. */
  public CompactVggProvider() {}

  @Override
  public FeatureExtractor load() throws IOException {
    return Vgg.compact();
  }
}
