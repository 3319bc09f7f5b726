package io.github.stylizer.gatys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Style;
import io.github.stylizer.StyleModel;
import io.github.stylizer.internal.image.ImageResize;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.InterceptedExtractor;
import io.github.stylizer.testing.TinyExtractor;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the settings make of photo and paintings. */
class GatysStylizeTest {
  private static TinyExtractor extractor;

  private final NDManager manager = NDManager.newBaseManager();

  @BeforeAll
  static void open() {
    extractor = new TinyExtractor();
  }

  @AfterAll
  static void close() {
    extractor.close();
  }

  @AfterEach
  void free() {
    manager.close();
  }

  private static float[] blend(Style... styles) throws Exception {
    return RecordedRun.of(
            extractor, builder -> builder.evaluations(4), List.of(styles), ProgressListener.NONE)
        .result();
  }

  @Test
  void blendsByTheRatioOfTheWeights() throws Exception {
    BufferedImage one = DrawnPictures.image(2, 24, 20);
    BufferedImage two = DrawnPictures.solid(0x2040c0, 20, 24);
    float[] onlyOne = blend(Style.of(one));
    assertThat(blend(Style.of(one).weight(7))).containsExactly(onlyOne);
    assertThat(blend(Style.of(one).weight(3), Style.of(one).weight(3))).containsExactly(onlyOne);
    assertThat(blend(Style.of(two).weight(0), Style.of(one).weight(3))).containsExactly(onlyOne);
    float[] mixed = blend(Style.of(one).weight(0.25), Style.of(two).weight(0.75));
    assertThat(blend(Style.of(one).weight(2), Style.of(two).weight(6))).containsExactly(mixed);
    assertThat(mixed).isNotEqualTo(onlyOne);
    float[] turned = blend(Style.of(one).weight(0.75), Style.of(two).weight(0.25));
    assertThat(ErrorMeasures.rootMeanSquare(turned, mixed)).isPositive();
  }

  @Test
  void noiseComesFromTheSeed() throws Exception {
    float[] first = startOf(builder -> builder.start(GatysInit.NOISE).seed(5));
    assertThat(startOf(builder -> builder.start(GatysInit.NOISE).seed(5))).containsExactly(first);
    assertThat(startOf(builder -> builder.start(GatysInit.NOISE).seed(6))).isNotEqualTo(first);
    double sum = 0;
    double squares = 0;
    for (float value : first) {
      sum += value;
      squares += value * value;
    }
    assertThat(sum / first.length).isBetween(-0.1, 0.1);
    assertThat(squares / first.length).isBetween(0.9, 1.1);
  }

  @Test
  void startsFromAPictureOfTheCallers() throws Exception {
    BufferedImage image = DrawnPictures.image(8, 50, 30);
    NDArray expected =
        ImageTensors.fromImage(
            manager, ImageResize.to(image, RecordedRun.WIDTH, RecordedRun.HEIGHT));
    assertThat(startOf(builder -> builder.startImage(image)))
        .containsExactly(expected.toFloatArray());
    float[] photo =
        DrawnPictures.photo(manager, 1, RecordedRun.WIDTH, RecordedRun.HEIGHT).toFloatArray();
    assertThat(startOf(builder -> builder)).containsExactly(photo);
    assertThat(startOf(builder -> builder.startImage(image).start(GatysInit.CONTENT)))
        .containsExactly(photo);
  }

  /** The first picture that is evaluated. */
  private static float[] startOf(UnaryOperator<GatysMethod.Builder> settings) throws Exception {
    InterceptedExtractor seen = new InterceptedExtractor(extractor);
    RecordedRun.of(seen, builder -> settings.apply(builder).evaluations(1));
    return seen.pictures.get(2);
  }

  @Test
  void styleScaleSetsTheSizeOfThePainting() throws Exception {
    // The photo is 22 x 18, the painting 24 x 20.
    assertThat(scaled(1).sizes).startsWith("22x18", "22x18");
    assertThat(scaled(2).sizes).startsWith("22x18", "44x37");
    assertThat(scaled(0.5).sizes).startsWith("22x18", "11x9");
    float[] result = RecordedRun.of(extractor, builder -> builder.evaluations(4)).result();
    assertThat(RecordedRun.of(extractor, builder -> builder.evaluations(4).styleScale(2)).result())
        .isNotEqualTo(result);
  }

  private static InterceptedExtractor scaled(double scale) throws Exception {
    InterceptedExtractor seen = new InterceptedExtractor(extractor);
    RecordedRun.of(seen, builder -> builder.evaluations(1).styleScale(scale));
    return seen;
  }

  @Test
  void worksFromSmallToLarge() throws Exception {
    InterceptedExtractor seen = new InterceptedExtractor(extractor);
    NDArray photo = DrawnPictures.photo(manager, 1, 43, 64);
    RecordedRun painting =
        RecordedRun.of(
            photo,
            seen,
            builder -> builder.evaluations(2).multiScale(32),
            DrawnPictures.painting(2),
            ProgressListener.NONE);
    // Photo, painting and two evaluations at every size.
    assertThat(seen.sizes)
        .containsExactly(
            "22x32", "32x27", "22x32", "22x32", "30x45", "45x38", "30x45", "30x45", "43x64",
            "64x53", "43x64", "43x64");
    assertThat(seen.pictures.get(8)).containsExactly(photo.toFloatArray());
    assertThat(painting.progress())
        .extracting(Progress::stage)
        .containsOnly("optimizing 22x32", "optimizing 30x45", "optimizing 43x64");
    assertThat(painting.result()).hasSize(3 * 43 * 64);
    // A size begins where the last one ended, not from the photo.
    assertThat(ErrorMeasures.rootMeanSquare(seen.pictures.get(10), seen.pictures.get(8)))
        .isGreaterThan(0.1);
  }

  @Test
  void paintsABatchOnePictureAfterTheOther() throws Exception {
    NDArray one = DrawnPictures.photo(manager, 1, 16, 20);
    NDArray two = DrawnPictures.photo(manager, 5, 16, 20);
    try (StyleModel model =
        GatysMethod.builder(extractor)
            .evaluations(3)
            .start(GatysInit.NOISE)
            .build()
            .prepare(DrawnPictures.painting(2), ProgressListener.NONE)) {
      NDArray both = model.stylize(one.concat(two, 0));
      assertThat(both.getShape()).isEqualTo(new Shape(2, 3, 20, 16));
      assertThat(both.get(0).toFloatArray()).containsExactly(model.stylize(one).toFloatArray());
      assertThat(both.get(1).toFloatArray()).containsExactly(model.stylize(two).toFloatArray());
    }
  }

  @ParameterizedTest
  @EnumSource(GatysOptimizer.class)
  void oneColorGivesAFinitePicture(GatysOptimizer optimizer) throws Exception {
    NDArray photo = ImageTensors.fromImage(manager, DrawnPictures.solid(0x808080, 16, 16));
    for (int rgb : new int[] {0x000000, 0xff0000, 0x808080}) {
      RecordedRun painting =
          RecordedRun.of(
              photo,
              extractor,
              builder -> builder.evaluations(6).optimizer(optimizer),
              List.of(Style.of(DrawnPictures.solid(rgb, 16, 16))),
              ProgressListener.NONE);
      for (float value : painting.result()) {
        assertThat(value).isFinite();
      }
      assertThat(painting.last().losses().get("total")).isFinite();
    }
  }

  @Test
  void refusesPaintingsThatAreTooSmall() {
    BufferedImage tiny = DrawnPictures.image(1, 30, 3);
    GatysMethod gatys = GatysMethod.builder(extractor).build();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> gatys.prepare(List.of(Style.of(tiny)), ProgressListener.NONE))
        .withMessageStartingWith(
            "a painting of 30x3 is too small; each side needs at least 4 pixels, so choose a"
                + " larger size, a larger style scale or another painting");
  }

  @Test
  void refusesPaintingsThatBecomeTooNarrow() throws Exception {
    assertRefused(
        builder -> builder,
        DrawnPictures.image(1, 200, 6),
        "a painting of 200x6, resized to 22x1 is too small; each side needs at least 4 pixels, so choose a"
            + " larger size, a larger style scale or another painting");
    assertRefused(
        builder -> builder.styleScale(0.1),
        DrawnPictures.image(1, 24, 20),
        "a painting of 24x20, resized to 2x2 is too small; each side needs at least 4 pixels, so choose a"
            + " larger size, a larger style scale or another painting");
  }

  @Test
  void refusesAPaintingOfNoPixelsInTheSameWords() throws Exception {
    NDArray photo = DrawnPictures.photo(manager, 1, 4, 4);
    GatysMethod gatys = GatysMethod.builder(extractor).styleScale(0.1).build();
    try (StyleModel model = gatys.prepare(DrawnPictures.painting(2), ProgressListener.NONE)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.stylize(photo))
          .withMessageContaining("a painting of 24x20")
          .withMessageContaining("too small");
    }
  }

  private void assertRefused(
      UnaryOperator<GatysMethod.Builder> settings, BufferedImage painting, String message)
      throws Exception {
    NDArray photo = DrawnPictures.photo(manager, 1, 22, 18);
    GatysMethod gatys = settings.apply(GatysMethod.builder(extractor)).build();
    try (StyleModel model = gatys.prepare(List.of(Style.of(painting)), ProgressListener.NONE)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.stylize(photo))
          .withMessage(message);
    }
    assertThat(manager.getManagedArrays()).containsExactly(photo);
    photo.close();
  }

  @Test
  void refusesAnEmptyBatch() throws Exception {
    try (StyleModel model =
        GatysMethod.builder(extractor)
            .build()
            .prepare(DrawnPictures.painting(2), ProgressListener.NONE)) {
      NDArray none = manager.create(new Shape(0, 3, 16, 16));
      assertThatIllegalArgumentException()
          .isThrownBy(() -> model.stylize(none))
          .withMessageContaining("(0, 3, 16, 16)");
    }
  }

  @ParameterizedTest
  @EnumSource(GatysOptimizer.class)
  void leavesNothingButTheResult(GatysOptimizer optimizer) throws Exception {
    int[] calls = {0};
    InterceptedExtractor failing =
        new InterceptedExtractor(
            extractor,
            (call, features) -> {
              if (++calls[0] % 20 == 0) {
                throw new IllegalStateException("no more features");
              }
              return features;
            });
    NDArray photo = DrawnPictures.photo(manager, 1, 46, 40);
    GatysMethod gatys =
        GatysMethod.builder(failing).evaluations(4).multiScale(32).optimizer(optimizer).build();
    Style one = Style.of(DrawnPictures.image(2, 40, 40));
    Style two = Style.of(DrawnPictures.image(3, 40, 40));
    try (StyleModel model = gatys.prepare(List.of(one, two), ProgressListener.NONE)) {
      // Two sizes of one photo, two paintings and four evaluations: 14 calls.
      NDArray result = model.stylize(photo);
      assertThat(calls[0]).isEqualTo(14);
      assertThat(manager.getManagedArrays()).containsExactlyInAnyOrder(photo, result);
      assertThat(result.getManager()).isSameAs(manager);
      assertThatThrownBy(() -> model.stylize(photo)).hasMessage("no more features");
      assertThat(manager.getManagedArrays()).containsExactlyInAnyOrder(photo, result);
    }
  }
}
