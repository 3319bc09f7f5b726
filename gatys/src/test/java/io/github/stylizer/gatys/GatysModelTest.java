package io.github.stylizer.gatys;

import io.github.stylizer.ProgressListener;
import io.github.stylizer.Style;
import io.github.stylizer.StyleModel;
import io.github.stylizer.testing.StyleModelContract;
import io.github.stylizer.testing.TinyExtractor;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class GatysModelTest extends StyleModelContract {
  private static TinyExtractor extractor;

  @BeforeAll
  static void openExtractor() {
    extractor = new TinyExtractor();
  }

  @AfterAll
  static void closeExtractor() {
    extractor.close();
  }

  @Override
  protected StyleModel open() throws IOException {
    // A square painting is not too narrow for the smallest photo.
    Style style = Style.of(DrawnPictures.image(2, 24, 24));
    return GatysMethod.builder(extractor)
        .evaluations(4)
        .build()
        .prepare(List.of(style), ProgressListener.NONE);
  }

  @Override
  protected int minimumSide() {
    return extractor.minimumSide();
  }

  @Override
  protected boolean returnsTheBestSoFar() {
    return true;
  }
}
