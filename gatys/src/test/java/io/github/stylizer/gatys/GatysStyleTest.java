package io.github.stylizer.gatys;

import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleModel;
import io.github.stylizer.testing.StyleModelContract;
import io.github.stylizer.testing.TinyExtractor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class GatysStyleTest extends StyleModelContract {
  private TinyExtractor extractor;

  @BeforeEach
  void openExtractor() {
    extractor = new TinyExtractor();
  }

  @AfterEach
  void closeExtractor() {
    extractor.close();
  }

  @Override
  protected StyleModel open() throws java.io.IOException {
    if (extractor == null) {
      extractor = new TinyExtractor();
    }
    return Gatys.builder(extractor)
        .evaluations(4)
        .build()
        .prepare(DrawnPictures.painting(2), ProgressListener.NONE);
  }

  @Override
  protected int minimumSide() {
    return 4;
  }
}
