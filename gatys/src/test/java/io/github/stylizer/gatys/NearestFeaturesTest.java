package io.github.stylizer.gatys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.FeatureExtractor;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.TinyExtractor;
import io.github.stylizer.vgg.Vgg;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** With the compact VGG, whose taps are finer and coarser than the grid. */
class NearestFeaturesTest {
  private final NDManager manager = NDManager.newBaseManager();
  private FeatureExtractor extractor;
  private NearestFeatures features;

  @BeforeEach
  void open() throws IOException {
    extractor = Vgg.compact();
    features = new NearestFeatures(extractor, Device.cpu());
  }

  @AfterEach
  void close() {
    features.close();
    extractor.close();
    manager.close();
  }

  private NDArray drawn(long seed, Shape shape) {
    return Draw.array(manager, seed, shape, -2, 2);
  }

  @ParameterizedTest
  @CsvSource({"16, 16", "21, 35"})
  void aVectorHasAllTapsAtOnePlaceOfTheThirdTap(int height, int width) throws Exception {
    NDArray image = drawn(1, new Shape(1, 3, height, width));
    NDList vectors = features.of(image);
    long places = (long) (height / 4) * (width / 4);
    assertThat(vectors).extracting(tap -> tap.getShape().get(0)).containsOnly(places);
    assertThat(NearestFeatures.joined(vectors).getShape().get(1)).isEqualTo(32 + 64 + 256 + 128);
    NDList apart = features.split(NearestFeatures.joined(vectors));
    for (int i = 0; i < 4; i++) {
      assertThat(apart.get(i).toFloatArray()).containsExactly(vectors.get(i).toFloatArray());
    }
  }

  @ParameterizedTest
  @CsvSource({"64, 80, 2", "32, 80, 1", "16, 16, 0"})
  void thoseInsideAreWithoutTheEdges(int height, int width, int edge) throws Exception {
    NDArray image = drawn(1, new Shape(1, 3, height, width));
    NDList vectors = features.of(image);
    int before = manager.getManagedArrays().size();
    NDList inside = features.inside(image);
    assertThat(manager.getManagedArrays()).hasSize(before + 4);
    int rows = height / 4;
    int columns = width / 4;
    int places = (rows - 2 * edge) * (columns - 2 * edge);
    for (int i = 0; i < 4; i++) {
      assertThat(inside.get(i).getShape().get(0)).isEqualTo(places);
      assertThat(inside.get(i).get(0).toFloatArray())
          .containsExactly(vectors.get(i).get(edge * columns + edge).toFloatArray());
      assertThat(inside.get(i).get(places - 1).toFloatArray())
          .containsExactly(
              vectors.get(i).get((rows - 1 - edge) * columns + columns - 1 - edge).toFloatArray());
    }
  }

  /** The narrow vectors of the compact VGG have the inner products of the wide ones. */
  @Test
  void innerProductsAreThoseOfTheWideMapsWithoutTheirBias() throws Exception {
    NDArray image = drawn(1, new Shape(1, 3, 32, 24));
    NDArray narrow = features.of(image).get(2);
    NDArray wide = extractor.features(image).get(2).reshape(256, -1).transpose();
    // The bias goes with the mean.
    NDArray first = narrow.sub(narrow.mean(new int[] {0}, true));
    NDArray second = wide.sub(wide.mean(new int[] {0}, true));
    NDArray expected = second.matMul(second.transpose());
    NDArray difference = first.matMul(first.transpose()).sub(expected);
    assertThat(difference.abs().max().getFloat())
        .isLessThan(1e-3f * expected.abs().max().getFloat());
  }

  /** A plain extractor's vectors are its features. */
  @Test
  void vectorsOfAPlainExtractorAreItsFeatures() throws Exception {
    try (TinyExtractor tiny = new TinyExtractor();
        NearestFeatures plain = new NearestFeatures(tiny, Device.cpu())) {
      NDArray image = drawn(1, new Shape(1, 3, 12, 16));
      NDArray third = tiny.features(image).get(2);
      assertThat(plain.of(image).get(2).get(1).toFloatArray())
          .containsExactly(third.get(":, :, 0, 1").toFloatArray(), within(1e-6f));
      assertThat(plain.of(image).get(0).mean().getFloat())
          .isCloseTo(tiny.features(image).get(0).mean().getFloat(), within(1e-5f));
      NDList targets = plain.of(drawn(2, image.getShape()));
      slopeIsThatOfTheLoss(plain, image, targets, true);
      slopeIsThatOfTheLoss(plain, image, targets, false);
    }
  }

  /** The number of places is no multiple of the number that is compared at once. */
  @Test
  void everyVectorIsReplacedByTheNearest() throws Exception {
    NDArray vectors = drawn(1, new Shape(2100, 5));
    NDArray collection = drawn(2, new Shape(70, 5));
    int before = manager.getManagedArrays().size();
    NDArray found = features.replaced(vectors, collection);
    assertThat(manager.getManagedArrays()).hasSize(before + 1);
    NDArray first = vectors.sub(vectors.mean(new int[] {0}, true));
    NDArray second = collection.sub(collection.mean(new int[] {0}, true));
    NDArray cosine =
        first
            .div(first.norm(new int[] {1}, true))
            .matMul(second.div(second.norm(new int[] {1}, true)).transpose());
    long[] best = cosine.argMax(1).toLongArray();
    for (int i : new int[] {0, 1, 2047, 2048, 2099}) {
      assertThat(found.get(i).toFloatArray())
          .containsExactly(collection.get(best[i]).toFloatArray());
    }
  }

  @Test
  void imagesTakePartByTheirShares() {
    NDArray one = manager.ones(new Shape(900, 2));
    NDArray two = manager.ones(new Shape(300, 2)).mul(2);
    NDArray equal = NearestFeatures.collected(List.of(one, two), new double[] {0.5, 0.5});
    assertThat(equal.getShape()).isEqualTo(new Shape(600, 2));
    assertThat(equal.mean().getFloat()).isCloseTo(1.5f, within(1e-6f));
    NDArray only = NearestFeatures.collected(List.of(one), new double[] {1});
    assertThat(only.getShape()).isEqualTo(new Shape(900, 2));
    NDArray many = manager.ones(new Shape(20_000, 2));
    assertThat(NearestFeatures.collected(List.of(many), new double[] {1}).getShape().get(0))
        .isBetween(2048L, 4096L);
  }

  /** The gradient of a step in a drawn direction, compared with the loss on both sides of it. */
  @ParameterizedTest
  @CsvSource({"true, 16, 16", "false, 16, 16", "true, 27, 34", "false, 27, 34"})
  void theGradientIsThatOfTheLoss(boolean joint, int height, int width) throws Exception {
    Shape shape = new Shape(1, 3, height, width);
    NDArray image = drawn(1, shape);
    NDList targets = features.of(drawn(2, shape));
    slopeIsThatOfTheLoss(features, image, targets, joint);
  }

  private static void slopeIsThatOfTheLoss(
      NearestFeatures features, NDArray image, NDList vectors, boolean joint) throws Exception {
    NDList targets = features.targets(vectors);
    NearestFeatures.Gradient found = features.gradient(image, targets, joint);
    NDArray direction = found.gradient().div(found.gradient().norm());
    float length = 1e-2f;
    double above = features.gradient(image.add(direction.mul(length)), targets, joint).loss();
    double below = features.gradient(image.sub(direction.mul(length)), targets, joint).loss();
    double expected = (above - below) / (2 * length);
    double slope = found.gradient().norm().getFloat();
    assertThat(slope).isCloseTo(expected, within(0.03 * expected));
  }

  @Test
  void theLossIsZeroAtTheTarget() throws Exception {
    NDArray image = drawn(1, new Shape(1, 3, 16, 16));
    for (boolean joint : new boolean[] {true, false}) {
      NearestFeatures.Gradient found =
          features.gradient(image, features.targets(features.of(image)), joint);
      assertThat(found.loss()).isCloseTo(0, within(1e-5));
      assertThat(found.gradient().abs().max().getFloat()).isLessThan(1e-4f);
    }
  }
}
