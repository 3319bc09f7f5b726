package io.github.stylizer.internal.loss;

import static io.github.stylizer.testing.FiniteDifferences.widened;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.Gradients;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.ErrorMeasures;
import io.github.stylizer.testing.TinyExtractor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PerceptualLossTest {
  private static final Shape SHAPE = new Shape(1, 3, 8, 8);
  private static final Map<String, Double> CONTENT = Map.of("middle", 2.0, "deep", 0.5);
  private static final Map<String, Double> STYLE = Map.of("shallow", 30.0, "deep", 70.0);

  private final NDManager manager = NDManager.newBaseManager();
  private final TinyExtractor extractor = new TinyExtractor();
  private final NDArray image = Draw.array(manager, 71, SHAPE, -2, 2);
  private final NDArray photo = Draw.array(manager, 72, SHAPE, -2, 2);
  private final NDArray painting = Draw.array(manager, 73, new Shape(1, 3, 12, 9), -2, 2);

  @AfterEach
  void close() {
    extractor.close();
    manager.close();
  }

  private PerceptualLoss loss(double variation) {
    return new PerceptualLoss(extractor, CONTENT, STYLE, variation);
  }

  private LossTerms evaluate(PerceptualLoss loss, NDArray picture) {
    return loss.evaluate(picture, loss.contentTarget(photo), loss.styleTarget(painting));
  }

  @Test
  void isZeroForTheTargetItself() {
    PerceptualLoss loss = loss(0);
    LossTerms terms = loss.evaluate(photo, loss.contentTarget(photo), loss.styleTarget(photo));
    assertThat(terms.get("content").getFloat()).isZero();
    assertThat(terms.get("style").getFloat()).isZero();
    assertThat(terms.total().getFloat()).isZero();
    assertThat(terms.get("total variation")).isNull();
  }

  @Test
  void isWhatTheFormulaSays() {
    LossTerms terms = evaluate(loss(0.01), image);
    double content = 0;
    double style = 0;
    for (String tap : extractor.taps()) {
      NDArray features = features(image, tap);
      NDArray wanted = features(photo, tap);
      content += CONTENT.getOrDefault(tap, 0.0) * difference(values(features), values(wanted));
      style += STYLE.getOrDefault(tap, 0.0) * difference(gram(features), gram(painting, tap));
    }
    double variation = 0.01 * PlainLosses.totalVariation(values(image), SHAPE);
    assertThat((double) terms.get("content").getFloat()).isCloseTo(content, withinPercentage(1e-2));
    assertThat((double) terms.get("style").getFloat()).isCloseTo(style, withinPercentage(1e-2));
    assertThat((double) terms.get("total variation").getFloat())
        .isCloseTo(variation, withinPercentage(1e-2));
    assertThat((double) terms.total().getFloat())
        .isCloseTo(content + style + variation, withinPercentage(1e-2));
  }

  private NDArray features(NDArray picture, String tap) {
    return extractor.features(picture).get(extractor.taps().indexOf(tap));
  }

  private double[] gram(NDArray picture, String tap) {
    return gram(features(picture, tap));
  }

  private static double[] gram(NDArray features) {
    return PlainLosses.gram(values(features), features.getShape());
  }

  private static double[] values(NDArray array) {
    return widened(array.toFloatArray());
  }

  private static double difference(double[] value, double[] target) {
    return PlainLosses.meanSquaredError(value, target);
  }

  @Test
  void valuesAreThoseOfTheTerms() {
    LossTerms terms = evaluate(loss(0.01), image);
    assertThat(terms.values())
        .containsExactly(
            Map.entry("content", (double) terms.get("content").getFloat()),
            Map.entry("style", (double) terms.get("style").getFloat()),
            Map.entry("total variation", (double) terms.get("total variation").getFloat()),
            Map.entry("total", (double) terms.total().getFloat()));
    assertThat(evaluate(loss(0), image).values()).containsOnlyKeys("content", "style", "total");
  }

  @Test
  void termsWithoutTapsAreZero() {
    PerceptualLoss contentOnly = new PerceptualLoss(extractor, CONTENT, Map.of(), 0);
    assertThat(contentOnly.styleTarget(painting)).isEmpty();
    LossTerms content = evaluate(contentOnly, image);
    assertThat(content.get("style").getFloat()).isZero();
    PerceptualLoss styleOnly = new PerceptualLoss(extractor, Map.of(), STYLE, 0);
    assertThat(styleOnly.contentTarget(photo)).isEmpty();
    LossTerms style = evaluate(styleOnly, image);
    assertThat(style.get("content").getFloat()).isZero();
    LossTerms both = evaluate(loss(0), image);
    assertThat(content.total().getFloat()).isPositive().isEqualTo(both.get("content").getFloat());
    assertThat(style.total().getFloat()).isPositive().isEqualTo(both.get("style").getFloat());
  }

  @Test
  void theOrderOfTheWeightsDoesNotMatter() {
    Map<String, Double> forwards = new LinkedHashMap<>();
    Map<String, Double> backwards = new LinkedHashMap<>();
    for (int i = 0; i < 3; i++) {
      forwards.put(extractor.taps().get(i), 1.1 + i);
      backwards.put(extractor.taps().get(2 - i), 3.1 - i);
    }
    assertThat(backwards).isEqualTo(forwards);
    LossTerms first = evaluate(new PerceptualLoss(extractor, forwards, forwards, 0), image);
    LossTerms second = evaluate(new PerceptualLoss(extractor, backwards, backwards, 0), image);
    assertThat(second.values()).isEqualTo(first.values());
  }

  @Test
  void laterChangesOfTheMapsDoNotMatter() {
    Map<String, Double> weights = new HashMap<>(STYLE);
    PerceptualLoss loss = new PerceptualLoss(extractor, CONTENT, weights, 0);
    weights.put("shallow", 1e6);
    weights.remove("deep");
    assertThat(evaluate(loss, image).values()).isEqualTo(evaluate(loss(0), image).values());
  }

  @Test
  void aBatchIsTheMeanOfItsPictures() {
    NDArray other = Draw.array(manager, 74, SHAPE, -2, 2);
    PerceptualLoss loss = loss(0.01);
    LossTerms together =
        loss.evaluate(
            image.concat(other),
            loss.contentTarget(photo.concat(photo)),
            loss.styleTarget(painting));
    LossTerms first = evaluate(loss, image);
    LossTerms second = evaluate(loss, other);
    assertThat((double) together.get("content").getFloat())
        .isCloseTo(mean(first.get("content"), second.get("content")), withinPercentage(1e-2));
    assertThat((double) together.get("style").getFloat())
        .isCloseTo(mean(first.get("style"), second.get("style")), withinPercentage(1e-2));
    assertThat((double) together.get("total variation").getFloat())
        .as("a sum over the batch")
        .isCloseTo(
            2 * mean(first.get("total variation"), second.get("total variation")),
            withinPercentage(1e-2));
  }

  @Test
  void everyPictureOfABatchMayHaveAPaintingOfItsOwn() {
    NDArray otherPainting = Draw.array(manager, 75, painting.getShape(), -1, 3);
    PerceptualLoss loss = loss(0);
    LossTerms together =
        loss.evaluate(
            image.concat(image),
            loss.contentTarget(photo.concat(photo)),
            loss.styleTarget(painting.concat(otherPainting)));
    NDList content = loss.contentTarget(photo);
    LossTerms first = loss.evaluate(image, content, loss.styleTarget(painting));
    LossTerms second = loss.evaluate(image, content, loss.styleTarget(otherPainting));
    assertThat(first.get("style").getFloat()).isNotEqualTo(second.get("style").getFloat());
    assertThat((double) together.get("style").getFloat())
        .isCloseTo(mean(first.get("style"), second.get("style")), withinPercentage(1e-2));
  }

  private static double mean(NDArray first, NDArray second) {
    return (first.getFloat() + second.getFloat()) / 2.0;
  }

  /** The network computes in single precision, so the differences are a thousandth off. */
  @Test
  void gradientAgreesWithFiniteDifferences() throws InterruptedException {
    PerceptualLoss loss = loss(0);
    NDList content = loss.contentTarget(photo);
    NDList style = loss.styleTarget(painting);
    NDArray gradient = Gradients.compute(image, x -> loss.evaluate(x, content, style).total());
    float[] slopes = new float[8];
    float[] differences = new float[slopes.length];
    for (int i = 0; i < slopes.length; i++) {
      NDArray step = Draw.array(manager, 80 + i, SHAPE, -0.01, 0.01);
      float above = loss.evaluate(image.add(step), content, style).total().getFloat();
      float below = loss.evaluate(image.sub(step), content, style).total().getFloat();
      differences[i] = (above - below) / 2;
      slopes[i] = gradient.mul(step).sum().getFloat();
    }
    assertThat(ErrorMeasures.relative(slopes, differences)).isLessThan(5e-3);
  }

  @Test
  void gradientOfTheTotalIsTheSumOfThoseOfTheTerms() throws InterruptedException {
    PerceptualLoss loss = loss(0.01);
    NDList content = loss.contentTarget(photo);
    NDList style = loss.styleTarget(painting);
    NDArray total = Gradients.compute(image, x -> loss.evaluate(x, content, style).total());
    NDArray ofContent =
        Gradients.compute(image, x -> loss.evaluate(x, content, style).get("content"));
    NDArray ofStyle = Gradients.compute(image, x -> loss.evaluate(x, content, style).get("style"));
    NDArray ofVariation =
        Gradients.compute(image, x -> loss.evaluate(x, content, style).get("total variation"));
    NDArray sum = ofContent.add(ofStyle).add(ofVariation);
    assertThat(ErrorMeasures.relative(sum.toFloatArray(), total.toFloatArray()))
        .isCloseTo(0, within(1e-5));
  }

  @Test
  void targetsAreTheOnlyArraysLeft() {
    PerceptualLoss loss = loss(0.01);
    int before = manager.getManagedArrays().size();
    NDList content = loss.contentTarget(photo);
    assertThat(content).hasSize(2);
    assertThat(manager.getManagedArrays()).hasSize(before + 2);
    NDList style = loss.styleTarget(painting);
    assertThat(style).extracting(NDArray::getShape).containsExactly(square(4), square(6));
    assertThat(manager.getManagedArrays()).hasSize(before + 4);
  }

  private static Shape square(int channels) {
    return new Shape(1, channels, channels);
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.01})
  void termsAreTheOnlyArraysLeft(double variation) {
    PerceptualLoss loss = loss(variation);
    NDList content = loss.contentTarget(photo);
    NDList style = loss.styleTarget(painting);
    try (NDManager own = NDManager.newBaseManager()) {
      int before = manager.getManagedArrays().size();
      NDArray picture = Draw.array(own, 71, SHAPE, -2, 2);
      LossTerms terms = loss.evaluate(picture, content, style);
      assertThat(terms.total().getManager()).isSameAs(own);
      assertThat(own.getManagedArrays()).hasSize(variation == 0 ? 4 : 5);
      assertThat(manager.getManagedArrays()).hasSize(before);
    }
  }

  @Test
  void unknownTapsAreRefused() {
    Map<String, Double> unknown = Map.of("deep", 1.0, "deeper", 1.0);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PerceptualLoss(extractor, unknown, STYLE, 0))
        .withMessageContainingAll("'deeper'", "content", "shallow");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PerceptualLoss(extractor, CONTENT, unknown, 0))
        .withMessageContainingAll("'deeper'", "style", "shallow");
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
  void wrongWeightsAreRefused(double weight) {
    Map<String, Double> wrong = Map.of("deep", weight);
    String value = String.valueOf(weight);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PerceptualLoss(extractor, wrong, STYLE, 0))
        .withMessageContainingAll("content", "deep", value);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PerceptualLoss(extractor, CONTENT, wrong, 0))
        .withMessageContainingAll("style", "deep", value);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PerceptualLoss(extractor, CONTENT, STYLE, weight))
        .withMessageContainingAll("total variation", value);
  }
}
