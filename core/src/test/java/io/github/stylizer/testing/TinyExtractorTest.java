package io.github.stylizer.testing;

import io.github.stylizer.FeatureExtractor;
import java.util.Map;

class TinyExtractorTest extends FeatureExtractorContract {
  @Override
  protected FeatureExtractor open() {
    return new TinyExtractor();
  }

  @Override
  protected Map<String, Integer> expectedChannels() {
    return TinyExtractor.allChannels();
  }
}
