package io.github.stylizer.gatys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Style;
import io.github.stylizer.StyleModel;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.StyleModelContract;
import io.github.stylizer.testing.TinyExtractor;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class NnstModelTest extends StyleModelContract {
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
    return NnstMethod.builder(extractor)
        .steps(2)
        .refineSteps(2)
        .build()
        .prepare(List.of(Style.of(DrawnPictures.image(2, 24, 24))), ProgressListener.NONE);
  }

  @Test
  void mayBeClosedBetweenTwoSteps() throws IOException {
    StyleModel model = open();
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray photo = ImageTensors.fromImage(manager, DrawnPictures.image(1, 70, 70));
      assertThatIllegalStateException()
          .isThrownBy(() -> model.stylize(photo, progress -> model.close()))
          .withMessageContaining("closed");
      assertThat(manager.getManagedArrays()).containsExactly(photo);
    }
  }

  /** As docs/security.md says. */
  @Test
  void memoryIsSeveralKilobytesAPixel() throws IOException {
    try (StyleModel model = open()) {
      assertThat(model.memory(1000, 500)).isBetween(1_000_000_000L, 2_500_000_000L);
      assertThat(model.memory(100, 50)).isEqualTo(model.memory(1000, 500) / 100);
      assertThat(model.memory(100_000, 50_000)).isEqualTo(model.memory(1000, 500) * 10_000);
    }
  }

  @Override
  protected int minimumSide() {
    return 2 * extractor.minimumSide();
  }

  @Override
  protected boolean returnsTheBestSoFar() {
    return true;
  }
}
