package io.github.stylizer.gatys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.StylizerException;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.InterceptedExtractor;
import io.github.stylizer.testing.PhotoPixels;
import io.github.stylizer.testing.TinyExtractor;
import java.awt.image.BufferedImage;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What an optimization reports, which picture it keeps and why it stops. */
class GatysProgressTest {
  /** The photo and one painting are encoded before the first evaluation. */
  private static final int TARGETS = 2;

  private static TinyExtractor extractor;

  @BeforeAll
  static void open() {
    extractor = new TinyExtractor();
  }

  @AfterAll
  static void close() {
    extractor.close();
  }

  @ParameterizedTest
  @CsvSource({
    "LBFGS, 1",
    "LBFGS, 2",
    "LBFGS, 20",
    "LBFGS, 21",
    "LBFGS, 33",
    "LBFGS_STRONG_WOLFE, 1",
    "LBFGS_STRONG_WOLFE, 2",
    "LBFGS_STRONG_WOLFE, 33",
    "ADAM, 1",
    "ADAM, 2",
    "ADAM, 33"
  })
  void makesExactlyAsManyEvaluationsAsAskedFor(GatysOptimizer optimizer, int count)
      throws Exception {
    RecordedRun painting =
        RecordedRun.of(extractor, builder -> builder.optimizer(optimizer).evaluations(count));
    assertThat(painting.evaluations()).hasSize(count);
    assertThat(painting.last().stopped()).contains("evaluation limit reached");
  }

  @ParameterizedTest
  @EnumSource(GatysOptimizer.class)
  void reportsEveryEvaluation(GatysOptimizer optimizer) throws Exception {
    RecordedRun painting =
        RecordedRun.of(
            extractor,
            builder -> builder.optimizer(optimizer).evaluations(15).totalVariationWeight(1e-5));
    Duration elapsed = Duration.ZERO;
    for (int i = 0; i < painting.progress().size(); i++) {
      Progress progress = painting.progress().get(i);
      assertThat(progress.stage()).isEqualTo("optimizing 22x18");
      assertThat(progress.total()).isEqualTo(15);
      assertThat(progress.done()).isEqualTo(Math.min(i + 1, 15));
      assertThat(progress.elapsed()).isGreaterThanOrEqualTo(elapsed);
      elapsed = progress.elapsed();
      assertThat(progress.losses().keySet())
          .containsExactly("content", "style", "total variation", "total");
      double sum =
          progress.losses().get("content")
              + progress.losses().get("style")
              + progress.losses().get("total variation");
      assertThat(progress.losses().get("total")).isCloseTo(sum, within(1e-4 * sum));
      assertThat(progress.stopped().isPresent()).isEqualTo(i == 15);
    }
    assertThat(painting.progress()).hasSize(16);
    assertThat(painting.progress().get(0).losses().get("content")).isZero();
  }

  @Test
  void reportsNoTotalVariationWithoutAWeight() throws Exception {
    RecordedRun painting = RecordedRun.of(extractor, builder -> builder.evaluations(1));
    assertThat(painting.last().losses().keySet()).containsExactly("content", "style", "total");
  }

  @ParameterizedTest
  @EnumSource(GatysOptimizer.class)
  void lowersTheLoss(GatysOptimizer optimizer) throws Exception {
    RecordedRun painting =
        RecordedRun.of(
            extractor,
            builder -> builder.optimizer(optimizer).evaluations(40).totalVariationWeight(1e-6));
    double first = painting.totals().get(0);
    double best = painting.last().losses().get("total");
    assertThat(best).isLessThan(0.5 * first).isEqualTo(Collections.min(painting.totals()));
  }

  @Test
  void previewsThePictureOfTheEvaluation() throws Exception {
    InterceptedExtractor seen = new InterceptedExtractor(extractor);
    RecordedRun painting = RecordedRun.of(seen, builder -> builder.evaluations(6));
    try (NDManager manager = NDManager.newBaseManager()) {
      for (int i = 0; i < 6; i++) {
        NDArray picture =
            manager.create(
                seen.pictures.get(TARGETS + i),
                new Shape(1, 3, RecordedRun.HEIGHT, RecordedRun.WIDTH));
        assertThat(PhotoPixels.of(painting.previews().get(i)))
            .containsExactly(PhotoPixels.of(ImageTensors.toImage(picture)));
      }
      NDArray result =
          manager.create(painting.result(), new Shape(1, 3, RecordedRun.HEIGHT, RecordedRun.WIDTH));
      BufferedImage last = painting.previews().get(6);
      assertThat(PhotoPixels.of(last))
          .containsExactly(PhotoPixels.of(ImageTensors.toImage(result)));
    }
  }

  /** From the fifth evaluation on the features are far off, so that every loss is larger. */
  @ParameterizedTest
  @EnumSource(GatysOptimizer.class)
  void keepsTheBestPicture(GatysOptimizer optimizer) throws Exception {
    InterceptedExtractor worse =
        new InterceptedExtractor(
            extractor,
            (call, features) ->
                call < TARGETS + 4 ? features : InterceptedExtractor.scaled(features, 30));
    RecordedRun painting =
        RecordedRun.of(worse, builder -> builder.optimizer(optimizer).evaluations(12));
    List<Double> totals = painting.totals();
    int best = totals.indexOf(Collections.min(totals));
    assertThat(best).isBetween(1, 3);
    assertThat(painting.result()).containsExactly(worse.pictures.get(TARGETS + best));
    assertThat(painting.last().losses()).isEqualTo(painting.progress().get(best).losses());
  }

  @Test
  void beginsAgainFromTheBestPictureWithHalfTheLearningRate() throws Exception {
    InterceptedExtractor spoilt = notFinite(call -> call == TARGETS + 2);
    RecordedRun painting =
        RecordedRun.of(
            spoilt,
            builder -> builder.optimizer(GatysOptimizer.ADAM).learningRate(0.04).evaluations(5));
    assertThat(painting.evaluations()).hasSize(5);
    assertThat(painting.totals().get(2)).isNaN();
    assertThat(painting.last().stopped()).contains("evaluation limit reached");
    List<float[]> pictures = spoilt.pictures.subList(TARGETS, TARGETS + 5);
    int best = painting.totals().get(1) < painting.totals().get(0) ? 1 : 0;
    assertThat(pictures.get(3)).containsExactly(pictures.get(best));
    // Adam's first step moves every number by the learning rate.
    assertThat(largestMove(pictures.get(0), pictures.get(1))).isCloseTo(0.04, within(1e-4));
    assertThat(largestMove(pictures.get(3), pictures.get(4))).isCloseTo(0.02, within(1e-4));
    assertThat(painting.result()).doesNotContain(Float.NaN);
  }

  private static double largestMove(float[] from, float[] to) {
    double largest = 0;
    for (int i = 0; i < from.length; i++) {
      largest = Math.max(largest, Math.abs((double) to[i] - from[i]));
    }
    return largest;
  }

  @ParameterizedTest
  @EnumSource(
      value = GatysOptimizer.class,
      names = {"LBFGS", "ADAM"})
  void givesUpAfterFiveRestarts(GatysOptimizer optimizer) throws Exception {
    InterceptedExtractor spoilt = notFinite(call -> call > TARGETS);
    RecordedRun painting =
        RecordedRun.of(spoilt, builder -> builder.optimizer(optimizer).evaluations(100));
    assertThat(painting.evaluations()).hasSize(7);
    assertThat(painting.last().stopped().orElseThrow()).contains("not finite 6 times");
    assertThat(painting.last().losses().get("total")).isEqualTo(painting.totals().get(0));
    assertThat(painting.result()).containsExactly(spoilt.pictures.get(0));
  }

  @ParameterizedTest
  @EnumSource(GatysOptimizer.class)
  void failsIfTheLossWasNeverFinite(GatysOptimizer optimizer) {
    InterceptedExtractor spoilt = notFinite(call -> call >= TARGETS);
    assertThatExceptionOfType(StylizerException.class)
        .isThrownBy(
            () -> RecordedRun.of(spoilt, builder -> builder.optimizer(optimizer).evaluations(100)))
        .withMessageContaining("NaN")
        .withMessageContaining("smaller weights");
  }

  @Test
  void survivesALearningRateThatThrowsThePictureAway() throws Exception {
    RecordedRun painting =
        RecordedRun.of(extractor, builder -> builder.learningRate(1e38).evaluations(30));
    assertThat(painting.last().stopped()).isPresent();
    for (float value : painting.result()) {
      assertThat(value).isFinite();
    }
    assertThat(painting.last().losses().get("total")).isLessThanOrEqualTo(painting.totals().get(0));
  }

  private static InterceptedExtractor notFinite(IntPredicate when) {
    return new InterceptedExtractor(
        extractor,
        (call, features) ->
            when.test(call) ? InterceptedExtractor.scaled(features, Float.NaN) : features);
  }

  @ParameterizedTest
  @EnumSource(
      value = GatysOptimizer.class,
      names = {"LBFGS", "LBFGS_STRONG_WOLFE"})
  void convergesAtOnceOnThePhotoItself(GatysOptimizer optimizer) throws Exception {
    RecordedRun painting =
        RecordedRun.of(extractor, builder -> builder.optimizer(optimizer).styleWeight(0));
    assertThat(painting.evaluations()).hasSize(1);
    assertThat(painting.last().stopped()).contains("converged");
    assertThat(painting.last().done()).isEqualTo(1);
  }

  @Test
  void reportsEveryPictureOfABatch() throws Exception {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray one = DrawnPictures.photo(manager, 1, 16, 16);
      NDArray two = DrawnPictures.photo(manager, 5, 16, 16);
      RecordedRun painting =
          RecordedRun.of(
              one.concat(two, 0),
              extractor,
              builder -> builder.evaluations(3),
              DrawnPictures.painting(2),
              ProgressListener.NONE);
      assertThat(painting.progress())
          .extracting(Progress::done)
          .containsExactly(1L, 2L, 3L, 3L, 1L, 2L, 3L, 3L);
    }
  }
}
