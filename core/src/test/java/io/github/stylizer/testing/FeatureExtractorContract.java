package io.github.stylizer.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.internal.torch.Gradients;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link FeatureExtractor} promises. */
public abstract class FeatureExtractorContract {
  private static final double TOLERANCE = 1e-4;
  private static final long PATIENCE_SECONDS = 120;

  private final NDManager parent = NDManager.newBaseManager();
  private final NDManager manager = parent.newSubManager();
  private FeatureExtractor extractor;
  private NDArray images;

  /**
   * Opens an extractor.
   *
   * @return a new one, closed by the contract
   * @throws IOException if it cannot be opened
   */
  protected abstract FeatureExtractor open() throws IOException;

  /**
   * Returns what the extractor should compute.
   *
   * @return the number of channels of each tap, from the shallowest tap to the deepest
   */
  protected abstract Map<String, Integer> expectedChannels();

  @BeforeEach
  void openExtractor() throws IOException {
    extractor = open();
    images = pictures(manager, 1);
    // From here on nothing may be attached to any manager but the pictures'.
    parent.cap();
  }

  @AfterEach
  void closeExtractor() {
    extractor.close();
    parent.close();
  }

  private NDArray pictures(NDManager owner, int count) {
    int minimum = extractor.minimumSide();
    Shape shape = new Shape(count, 3, Math.max(22, minimum), Math.max(17, minimum));
    return Draw.array(owner, 42, shape, -2, 2);
  }

  @Test
  void tapsComeInOrder() {
    assertThat(extractor.taps())
        .doesNotHaveDuplicates()
        .containsExactlyElementsOf(expectedChannels().keySet());
  }

  @Test
  void featuresHaveTheChannelsOfTheirTap() {
    NDList features = extractor.features(pictures(manager, 2));
    assertThat(features).hasSameSizeAs(extractor.taps());
    for (int i = 0; i < features.size(); i++) {
      String tap = extractor.taps().get(i);
      Shape shape = features.get(i).getShape();
      assertThat(features.get(i).getDataType()).isEqualTo(DataType.FLOAT32);
      assertThat(shape.dimension()).isEqualTo(4);
      assertThat(shape.get(0)).isEqualTo(2);
      assertThat(shape.get(1))
          .as(tap)
          .isEqualTo(extractor.channels(tap))
          .isEqualTo(expectedChannels().get(tap).intValue());
    }
  }

  @Test
  void unknownTapIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> extractor.channels("no-such-tap"))
        .withMessageContaining("no-such-tap")
        .withMessageContaining(extractor.taps().get(0));
  }

  @Test
  void smallestPictureHasFeaturesEverywhere() {
    int side = extractor.minimumSide();
    assertThat(side).isPositive();
    for (NDArray tap : extractor.features(manager.ones(new Shape(1, 3, side, side)))) {
      assertThat(tap.size()).isPositive();
    }
  }

  @Test
  void picturesAreNotModified() {
    float[] before = images.toFloatArray();
    extractor.features(images);
    assertThat(images.toFloatArray()).containsExactly(before);
    assertThat(images.getManager()).isSameAs(manager);
  }

  @Test
  void featuresAreTheOnlyArraysLeft() {
    extractor.features(images).close();
    int own = NativeArrays.heldBy(extractor);
    int before = manager.getManagedArrays().size();
    NDList features = extractor.features(images);
    assertThat(features).allSatisfy(tap -> assertThat(tap.getManager()).isSameAs(manager));
    assertThat(manager.getManagedArrays()).hasSize(before + features.size());
    assertThat(NativeArrays.heldBy(extractor)).as("the extractor's arrays").isEqualTo(own);
  }

  @Test
  void gradientsFlowFromEveryTap() throws InterruptedException {
    for (int i = 0; i < extractor.taps().size(); i++) {
      int index = i;
      NDArray gradient = Gradients.compute(images, x -> extractor.features(x).get(index).sum());
      assertThat(gradient.getShape()).isEqualTo(images.getShape());
      float sum = gradient.abs().sum().getFloat();
      assertThat(sum).as(extractor.taps().get(i)).isFinite().isPositive();
    }
  }

  /** One gradient, of two ways: given the gradients at the taps, and by recording everything. */
  @Test
  void gradientIsThatOfARecordedFunctionOfTheTaps() throws InterruptedException {
    NDArray two = pictures(manager, 2);
    for (List<String> taps : List.of(extractor.taps(), extractor.taps().subList(0, 1))) {
      NDArray expected =
          Gradients.compute(
              two,
              x -> {
                NDArray sum = x.getManager().create(0f);
                for (NDArray tap : extractor.features(x, taps)) {
                  sum = sum.add(tap.square().mean());
                }
                return sum;
              });
      List<Shape> shapes = new ArrayList<>();
      NDArray gradient =
          extractor.gradient(
              two,
              taps,
              features -> {
                NDList gradients = new NDList();
                features.forEach(tap -> shapes.add(tap.getShape()));
                features.forEach(tap -> gradients.add(tap.mul(2f / tap.size())));
                return gradients;
              });
      assertThat(shapes).hasSameSizeAs(taps);
      assertThat(gradient.getManager()).isSameAs(manager);
      assertThat(ErrorMeasures.relative(gradient.toFloatArray(), expected.toFloatArray()))
          .as("%s", taps)
          .isLessThan(TOLERANCE);
    }
  }

  @Test
  void theGradientIsTheOnlyArrayLeftAndCanBeChanged() throws InterruptedException {
    float[] picture = images.toFloatArray();
    extractor.gradient(images, extractor.taps(), features -> features).close();
    int own = NativeArrays.heldBy(extractor);
    int before = manager.getManagedArrays().size();
    NDArray gradient = extractor.gradient(images, extractor.taps(), features -> features);
    assertThat(gradient.addi(1f).hasGradient()).isFalse();
    assertThat(manager.getManagedArrays()).hasSize(before + 1);
    assertThat(NativeArrays.heldBy(extractor)).as("the extractor's arrays").isEqualTo(own);
    assertThat(images.toFloatArray()).containsExactly(picture);
    List<String> unknown = List.of("no-such-tap");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> extractor.gradient(images, unknown, features -> features))
        .withMessageContaining("no-such-tap");
  }

  @Test
  void sameInputGivesSameOutput() {
    List<float[]> first = values(extractor.features(images));
    for (int i = 0; i < 3; i++) {
      List<float[]> again = values(extractor.features(images));
      for (int tap = 0; tap < first.size(); tap++) {
        assertThat(again.get(tap)).containsExactly(first.get(tap));
      }
    }
  }

  @Test
  void batchHasTheFeaturesOfItsPictures() {
    NDArray batch = pictures(manager, 2);
    NDList together = extractor.features(batch);
    for (int i = 0; i < 2; i++) {
      NDList single = extractor.features(batch.get(i).expandDims(0));
      for (int tap = 0; tap < together.size(); tap++) {
        float[] expected = single.get(tap).toFloatArray();
        assertClose(together.get(tap).get(i).toFloatArray(), expected);
      }
    }
  }

  @Test
  void concurrentCallsGiveTheResultsOfSerialOnes() throws Exception {
    List<float[]> serial = values(extractor.features(images));
    List<List<float[]>> results =
        Concurrently.run(
            3,
            () -> {
              try (NDManager own = NDManager.newBaseManager()) {
                return values(extractor.features(pictures(own, 1)));
              }
            });
    assertThat(results).hasSize(3);
    for (List<float[]> result : results) {
      for (int tap = 0; tap < serial.size(); tap++) {
        assertClose(result.get(tap), serial.get(tap));
      }
    }
  }

  @Test
  void closingBlocksUntilCallsInProgressFinish() throws Exception {
    List<String> taps = extractor.taps();
    float[] expected = extractor.gradient(images, taps, features -> features).toFloatArray();
    CountDownLatch inside = new CountDownLatch(1);
    CountDownLatch mayEnd = new CountDownLatch(1);
    UnaryOperator<NDList> waiting =
        features -> {
          inside.countDown();
          try {
            assertThat(mayEnd.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          return features;
        };
    FutureTask<float[]> computing =
        new FutureTask<>(() -> extractor.gradient(images, taps, waiting).toFloatArray());
    FutureTask<Boolean> closing = new FutureTask<>(extractor::close, true);
    new Thread(computing).start();
    try {
      assertThat(inside.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      Thread closer = new Thread(closing);
      closer.start();
      OccupiedGate.awaitWaiting(closer);
      assertThat(closing.isDone()).as("closed while another computes").isFalse();
      assertThatIllegalStateException().isThrownBy(() -> extractor.features(images));
    } finally {
      mayEnd.countDown();
    }
    assertClose(computing.get(PATIENCE_SECONDS, TimeUnit.SECONDS), expected);
    assertThat(closing.get(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void wrongShapesAreRefused() {
    WrongPictures.assertShapesRefused(manager, extractor.minimumSide() + 5, extractor::features);
  }

  @Test
  void wrongTypesAreRefused() {
    WrongPictures.assertTypesRefused(manager, extractor.minimumSide() + 5, extractor::features);
  }

  @Test
  void tooSmallPicturesAreRefused() {
    WrongPictures.assertTooSmallRefused(manager, extractor.minimumSide(), extractor::features);
  }

  @Test
  void closedExtractorComputesNothing() {
    extractor.close();
    extractor.close();
    assertThat(NativeArrays.heldBy(extractor)).isZero();
    assertThatIllegalStateException().isThrownBy(() -> extractor.features(images));
    assertThat(manager.getManagedArrays()).containsExactly(images);
  }

  private static List<float[]> values(NDList features) {
    return features.stream().map(NDArray::toFloatArray).toList();
  }

  private static void assertClose(float[] actual, float[] expected) {
    assertThat(ErrorMeasures.relative(actual, expected)).isLessThanOrEqualTo(TOLERANCE);
  }
}
