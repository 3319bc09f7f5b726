package io.github.stylizer.internal.refine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Style;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.PhotoPixels;
import io.github.stylizer.testing.TinyExtractor;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefinerTest {
  private static TinyExtractor extractor;

  private final NDManager manager = NDManager.newBaseManager();
  private final List<Progress> progress = new ArrayList<>();
  private final List<Style.Painting> painting =
      List.of(new Style.Painting(PhotoPixels.drawn(30, 20), 1));

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
    Thread.interrupted();
    manager.close();
  }

  private NDArray drawn(long seed, int height, int width) {
    return Draw.array(manager, seed, new Shape(1, 3, height, width), -2, 2);
  }

  private NDArray refined(NDArray picture, NDArray photo, int steps, ProgressListener listener) {
    return new Refiner(extractor).refine(picture, photo, painting, steps, listener);
  }

  @ParameterizedTest
  @CsvSource({"8, 8", "9, 40", "33, 24"})
  void lowersTheLoss(int height, int width) {
    NDArray picture = drawn(1, height, width);
    float[] before = picture.toFloatArray();
    int arrays = manager.getManagedArrays().size();
    NDArray photo = drawn(2, height, width);
    NDArray result = refined(picture, photo, 30, progress::add);
    assertThat(result.getShape()).isEqualTo(picture.getShape());
    assertThat(manager.getManagedArrays()).hasSize(arrays + 2);
    assertThat(picture.toFloatArray()).containsExactly(before);
    assertThat(progress).hasSize(30);
    assertThat(total(29)).isLessThan(0.7 * total(0));
    assertThat(progress.get(29).stopped()).contains("finished");
    assertThat(progress.get(0).stage())
        .isEqualTo(String.format(Locale.ROOT, "refining %dx%d", width, height));
  }

  /** An odd number of steps, and sides that cannot be halved. */
  @Test
  void halfOfTheStepsAreTakenAtHalfTheSize() {
    NDArray picture = drawn(1, 129, 151);
    int arrays = manager.getManagedArrays().size();
    NDArray result = refined(picture, drawn(2, 129, 151), 9, progress::add);
    assertThat(result.getShape()).isEqualTo(picture.getShape());
    assertThat(manager.getManagedArrays()).hasSize(arrays + 2);
    assertThat(progress)
        .extracting(Progress::done)
        .containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L);
    assertThat(progress.subList(0, 4)).extracting(Progress::stage).containsOnly("refining 75x64");
    assertThat(progress.subList(4, 9)).extracting(Progress::stage).containsOnly("refining 151x129");
    assertThat(progress).extracting(step -> step.stopped().isPresent()).endsWith(false, true);
  }

  /** An interrupt at half the size keeps what was reached there. */
  @Test
  void anInterruptAtHalfTheSizeKeepsWhatChanged() {
    NDArray picture = drawn(1, 128, 128);
    NDArray photo = drawn(2, 128, 128);
    NDArray result = refined(picture, photo, 8, step -> Thread.currentThread().interrupt());
    assertThat(Thread.interrupted()).isTrue();
    NDArray start = PaintingColors.of(painting).given(picture);
    NDArray change = result.sub(start);
    assertThat(change.abs().max().getFloat()).isPositive();
    NDArray alongRows = change.get(":, :, :, 1:").sub(change.get(":, :, :, :-1"));
    assertThat(alongRows.square().mean().getFloat())
        .isLessThan(0.5f * change.square().mean().getFloat());
  }

  private double total(int step) {
    return progress.get(step).losses().get("total");
  }

  @Test
  void theMoreOfItsOwnContentItKeepsTheLessThePhotoMatters() {
    NDArray picture = drawn(1, 24, 32);
    int arrays = manager.getManagedArrays().size();
    double photoAlone = ofThePhoto(picture, 0);
    double both = ofThePhoto(picture, 0.5);
    assertThat(both).isBetween(0.1 * photoAlone, 0.9 * photoAlone);
    assertThat(ofThePhoto(picture, 1)).isZero();
    assertThat(manager.getManagedArrays()).hasSize(arrays);
  }

  /** How much pictures differ that are refined beside different photos. */
  private double ofThePhoto(NDArray picture, double ownContent) {
    Refiner refiner = new Refiner(extractor, ownContent);
    try (NDArray photo = drawn(2, 24, 32);
        NDArray other = drawn(3, 24, 32);
        NDArray one = refiner.refine(picture, photo, painting, 6, ProgressListener.NONE);
        NDArray two = refiner.refine(picture, other, painting, 6, ProgressListener.NONE);
        NDArray difference = one.sub(two);
        NDArray square = difference.square();
        NDArray mean = square.mean()) {
      return mean.getFloat();
    }
  }

  /** As docs/security.md says; a picture of more than 1024 pixels takes no more. */
  @Test
  void memoryIsAboutAKilobyteAPixel() {
    Refiner refiner = new Refiner(extractor);
    assertThat(refiner.memory(1000, 500)).isBetween(500_000_000L, 1_000_000_000L);
    assertThat(refiner.memory(500, 250)).isEqualTo(refiner.memory(1000, 500) / 4);
    assertThat(refiner.memory(40_960, 20_480)).isEqualTo(refiner.memory(1024, 512));
  }

  /** Fine detail of a large picture stays as it is painted; only the reduced picture changes. */
  @Test
  void aLargePictureIsRefinedAtALimitedSize() {
    NDArray picture = drawn(1, 12, 2048);
    NDArray result = refined(picture, drawn(2, 12, 2048), 2, progress::add);
    assertThat(result.getShape()).isEqualTo(picture.getShape());
    assertThat(progress.get(0).stage()).isEqualTo("refining 1024x6");
    NDArray change = result.sub(picture);
    NDArray alongRows = change.get(":, :, :, 1:").sub(change.get(":, :, :, :-1"));
    assertThat(change.abs().max().getFloat()).isPositive();
    assertThat(alongRows.square().mean().getFloat())
        .isLessThan(0.5f * change.square().mean().getFloat());
  }

  @Test
  void anInterruptReturnsThePictureSoFar() {
    NDArray result =
        refined(
            drawn(1, 16, 16),
            drawn(2, 16, 16),
            50,
            step -> {
              progress.add(step);
              if (step.done() == 3) {
                Thread.currentThread().interrupt();
              }
            });
    assertThat(Thread.interrupted()).isTrue();
    assertThat(progress).hasSize(3);
    assertThat(result.toFloatArray()).doesNotContain(Float.NaN).hasSize(3 * 256);
  }

  @Test
  void anInterruptedThreadGetsThePictureItself() {
    NDArray picture = drawn(1, 16, 16);
    Thread.currentThread().interrupt();
    NDArray result = refined(picture, drawn(2, 16, 16), 5, progress::add);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(progress).isEmpty();
    assertThat(result.toFloatArray()).containsExactly(picture.toFloatArray());
    assertThat(result).isNotSameAs(picture);
  }

  @Test
  void paintingsCountByTheirWeights() {
    NDArray picture = drawn(1, 16, 16);
    NDArray photo = drawn(2, 16, 16);
    Style.Painting one = new Style.Painting(PhotoPixels.drawn(30, 20), 1);
    Style.Painting two = new Style.Painting(PhotoPixels.drawn(12, 17), 3);
    float[] only = refined(picture, photo, List.of(one));
    assertThat(refined(picture, photo, List.of(one.weight(5)))).containsExactly(only);
    assertThat(refined(picture, photo, List.of(one, two)))
        .containsExactly(refined(picture, photo, List.of(one.weight(2), two.weight(6))))
        .isNotEqualTo(only);
  }

  private static float[] refined(NDArray picture, NDArray photo, List<Style.Painting> paintings) {
    try (NDArray result =
        new Refiner(extractor).refine(picture, photo, paintings, 3, ProgressListener.NONE)) {
      return result.toFloatArray();
    }
  }
}
