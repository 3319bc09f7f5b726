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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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

  /** The programs of the optimizer are the model's, and the picture is in the middle of a run. */
  @ParameterizedTest
  @EnumSource(GatysOptimizer.class)
  void mayBeClosedBetweenTwoEvaluations(GatysOptimizer optimizer) throws IOException {
    StyleModel model =
        GatysMethod.builder(extractor)
            .optimizer(optimizer)
            .evaluations(8)
            .build()
            .prepare(List.of(Style.of(DrawnPictures.image(2, 24, 24))), ProgressListener.NONE);
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray photo = ImageTensors.fromImage(manager, DrawnPictures.image(1, 24, 24));
      assertThatIllegalStateException()
          .isThrownBy(
              () ->
                  model.stylize(
                      photo,
                      progress -> {
                        if (progress.done() == 3) {
                          model.close();
                        }
                      }))
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
    return extractor.minimumSide();
  }

  @Override
  protected boolean returnsTheBestSoFar() {
    return true;
  }
}
