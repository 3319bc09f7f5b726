package io.github.stylizer.internal.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.testing.Draw;
import io.github.stylizer.testing.TinyExtractor;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What {@link StatisticsLoss} compares besides statistics; those are held to PyTorch's numbers. */
class StatisticsLossTest {
  private static final Shape SHAPE = new Shape(2, 3, 20, 24);

  private final NDManager manager = NDManager.newBaseManager();
  private final TinyExtractor extractor = new TinyExtractor();
  private final NDArray images = Draw.array(manager, 81, SHAPE, -2, 2);
  private final NDArray paintings = Draw.array(manager, 82, SHAPE, -1, 2);

  @AfterEach
  void close() {
    extractor.close();
    manager.close();
  }

  private StatisticsLoss loss(double gram, double color) {
    String tap = extractor.taps().get(1);
    return new StatisticsLoss(extractor, tap, 2, 3, .1, new PaletteWeights(gram, color));
  }

  private Map<String, Double> values(StatisticsLoss loss, NDArray painted) {
    NDArray style = loss.style(paintings, extractor.features(paintings));
    return loss.evaluate(painted, loss.contentTarget(images), style).values();
  }

  @Test
  void termsAreWhatTheFormulasSay() {
    Map<String, Double> values = values(loss(5, 7), images);
    double gram = 0;
    NDList found = extractor.features(images);
    NDList wanted = extractor.features(paintings);
    for (int tap = 0; tap < 2; tap++) {
      NDArray difference =
          GramMatrix.compute(found.get(tap)).sub(GramMatrix.compute(wanted.get(tap)));
      gram += 5 * 10_000 * difference.square().mean().getFloat();
    }
    NDArray colors = ColorQuantiles.compute(images).sub(ColorQuantiles.compute(paintings));
    Percentage rounding = Percentage.withPercentage(.01);
    assertThat(values.get("gram")).isCloseTo(gram, rounding);
    assertThat(values.get("color")).isCloseTo(7 * colors.square().mean().getFloat(), rounding);
    assertThat(values.keySet())
        .containsExactly("content", "style", "gram", "color", "total variation", "total");
    double sum = values.values().stream().mapToDouble(Double::doubleValue).sum();
    assertThat(sum).isCloseTo(2 * values.get("total"), rounding);
  }

  @Test
  void otherTermsStayAsTheyAre() {
    Map<String, Double> plain = values(loss(0, 0), images);
    Map<String, Double> more = values(loss(5, 7), images);
    assertThat(plain).doesNotContainKeys("gram", "color");
    for (String term : new String[] {"content", "style", "total variation"}) {
      assertThat(more.get(term))
          .as(term)
          .isCloseTo(plain.get(term), Percentage.withPercentage(1e-4));
    }
    NDList features = extractor.features(paintings);
    assertThat(loss(0, 0).style(paintings, features).toFloatArray())
        .containsExactly(ChannelStatistics.compute(features).toFloatArray());
  }

  @Test
  void thePaintingItselfHasNoStyleLoss() {
    Map<String, Double> values = values(loss(5, 7), paintings);
    for (String term : new String[] {"style", "gram", "color"}) {
      assertThat(values.get(term)).as(term).isCloseTo(0, within(1e-9));
    }
  }
}
