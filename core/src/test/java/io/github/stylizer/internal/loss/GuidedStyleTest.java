package io.github.stylizer.internal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.TinyExtractor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Styles of parts of an image. */
class GuidedStyleTest {
  private static final int HEIGHT = 16;
  private static final int WIDTH = 48;

  private final NDManager manager = NDManager.newBaseManager();
  private final TinyExtractor extractor = new TinyExtractor();
  private final PerceptualLoss loss =
      new PerceptualLoss(
          extractor, Map.of("middle", 2.0), Map.of("shallow", 30.0, "middle", 3e2, "deep", 7e2), 0);
  private final PerceptualGradient gradient = new PerceptualGradient(loss, Device.cpu());
  private final NDArray image = drawn(81);
  private final NDList content = loss.contentTarget(drawn(82));
  private final NDList first = loss.styleTarget(drawn(83));
  private final NDList second = loss.styleTarget(drawn(84));

  @AfterEach
  void close() {
    gradient.close();
    extractor.close();
    manager.close();
  }

  private NDArray drawn(long seed) {
    return Draw.array(manager, (int) seed, new Shape(1, 3, HEIGHT, WIDTH), -2, 2);
  }

  private NDList guides(NDArray mask) {
    return GuidedStyle.guides(mask, loss.styleMaps(image), manager);
  }

  /** White from the left to a column. */
  private NDArray leftOf(int column) {
    float[] shares = new float[HEIGHT * WIDTH];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = i % WIDTH < column ? 1 : 0;
    }
    return manager.create(shares, new Shape(1, 1, HEIGHT, WIDTH));
  }

  private NDArray rest(NDArray mask) {
    return mask.neg().add(1);
  }

  @Test
  void theWholeImageIsAsWithoutAGuide() throws Exception {
    LossGradient plain = gradient.at(image, content, first);
    GuidedStyle all = new GuidedStyle(first, guides(leftOf(WIDTH)));
    GuidedStyle nothing = new GuidedStyle(second, guides(leftOf(0)));
    LossGradient guided = gradient.at(image, content, List.of(nothing, all));
    assertThat(
            ErrorMeasures.relative(
                guided.gradient().toFloatArray(), plain.gradient().toFloatArray()))
        .isLessThan(1e-5);
    assertThat(guided.losses().get("style"))
        .isCloseTo(plain.losses().get("style"), within(1e-5 * plain.losses().get("style")));
  }

  @Test
  void orderDoesNotMatter() throws Exception {
    GuidedStyle left = new GuidedStyle(first, guides(leftOf(20)));
    GuidedStyle right = new GuidedStyle(second, guides(rest(leftOf(20))));
    float[] one = gradient.at(image, content, List.of(left, right)).gradient().toFloatArray();
    float[] other = gradient.at(image, content, List.of(right, left)).gradient().toFloatArray();
    assertThat(ErrorMeasures.relative(one, other)).isLessThan(1e-5);
  }

  /** By central differences along random directions. */
  @Test
  void theGradientIsThatOfTheLoss() throws Exception {
    NDArray soft = Draw.array(manager, 85, new Shape(1, 1, HEIGHT, WIDTH), 0, 1);
    List<GuidedStyle> parts =
        List.of(new GuidedStyle(first, guides(soft)), new GuidedStyle(second, guides(rest(soft))));
    NDArray found = gradient.at(image, content, parts).gradient();
    for (int seed = 90; seed < 94; seed++) {
      NDArray direction = drawn(seed);
      double expected = found.mul(direction).sum().getFloat();
      double step = 2e-3;
      double above = total(image.add(direction.mul((float) step)), parts);
      double below = total(image.sub(direction.mul((float) step)), parts);
      assertThat((above - below) / (2 * step))
          .isCloseTo(expected, within(0.01 * Math.abs(expected) + 0.01));
    }
  }

  private double total(NDArray at, List<GuidedStyle> parts) throws Exception {
    return gradient.at(at, content, parts).losses().get("total");
  }

  /** Beyond what the network sees of a region, its style changes nothing. */
  @Test
  void aStyleDoesNotLeakOutOfItsRegion() throws Exception {
    NDArray left = leftOf(16);
    float[] one = style(first, left);
    float[] other = style(second, left);
    double inside = 0;
    for (int i = 0; i < one.length; i++) {
      int x = i % WIDTH;
      if (x >= 36) {
        assertThat(one[i]).isZero();
        assertThat(other[i]).isZero();
      } else if (x < 16) {
        inside = Math.max(inside, Math.abs(one[i] - other[i]));
      }
    }
    assertThat(inside).isPositive();
  }

  /** The gradient of the style alone. */
  private float[] style(NDList target, NDArray mask) throws Exception {
    PerceptualLoss only =
        new PerceptualLoss(
            extractor, Map.of(), Map.of("shallow", 30.0, "middle", 3e2, "deep", 7e2), 0);
    try (PerceptualGradient alone = new PerceptualGradient(only, Device.cpu())) {
      return alone
          .at(image, new NDList(), List.of(new GuidedStyle(target, guides(mask))))
          .gradient()
          .toFloatArray();
    }
  }

  /** A pixel counts as it does without guides, however small its region is. */
  @Test
  void pixelsOfSmallRegionsCountAsMuch() throws Exception {
    NDList zero = new NDList();
    first.forEach(gram -> zero.add(gram.zerosLike()));
    double small = magnitude(style(zero, leftOf(12)), 6);
    double large = magnitude(style(zero, leftOf(WIDTH)), 6);
    assertThat(small / large).isBetween(0.3, 3.0);
  }

  private static double magnitude(float[] gradient, int columns) {
    double sum = 0;
    for (int i = 0; i < gradient.length; i++) {
      sum += i % WIDTH < columns ? Math.abs(gradient[i]) : 0;
    }
    return sum;
  }
}
