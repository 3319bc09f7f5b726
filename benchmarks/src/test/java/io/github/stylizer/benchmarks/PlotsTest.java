package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.within;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PlotsTest {
  private static final LinePlot TIME_BY_SIZE =
      new LinePlot(
          "size",
          "Time and size",
          Pattern.compile("Net\\."),
          Map.of("batch", "1"),
          Axis.of("size", "pixels"),
          Axis.milliseconds(),
          false);

  private static Measured net(String base, String size, String batch, double milliseconds) {
    return Results.of(
        "Net.photos", Map.of("base", base, "size", size, "batch", batch), milliseconds);
  }

  @Test
  void aCurveIsWhatDiffersInNothingElse() {
    List<Measured> results =
        List.of(
            net("8", "512", "1", 40),
            net("8", "256", "1", 10),
            net("16", "256", "1", 20),
            net("16", "512", "1", 80),
            net("8", "1024", "4", 999),
            Results.of("Other.photos", Map.of("size", "256", "batch", "1"), 1));

    assertThat(TIME_BY_SIZE.curves(results))
        .containsExactly(
            entry("base 8", new TreeMap<>(Map.of(256.0, 10.0, 512.0, 40.0))),
            entry("base 16", new TreeMap<>(Map.of(256.0, 20.0, 512.0, 80.0))));
  }

  @Test
  void onePointIsNoCurve() {
    List<Measured> results = List.of(net("8", "256", "1", 10), net("16", "512", "1", 20));

    assertThat(TIME_BY_SIZE.curves(results)).isEmpty();
    assertThat(TIME_BY_SIZE.draw(results)).isEmpty();
    assertThat(TIME_BY_SIZE.draw(List.of())).isEmpty();
  }

  @Test
  void methodsAreNamedWhereThereAreSeveral() {
    List<Measured> results =
        List.of(
            net("8", "256", "1", 10),
            net("8", "512", "1", 40),
            Results.of("Net.styles", Map.of("size", "256", "batch", "1"), 1),
            Results.of("Net.styles", Map.of("size", "512", "batch", "1"), 2));

    assertThat(TIME_BY_SIZE.curves(results)).containsOnlyKeys("Net.photos, base 8", "Net.styles");
  }

  @Test
  void whatIsNoNumberIsLeftOut() {
    List<Measured> results =
        List.of(
            net("8", "256", "1", 10), net("8", "512", "1", 40), net("8", "1024", "1", Double.NaN));

    assertThat(TIME_BY_SIZE.curves(results).get("measured")).containsOnlyKeys(256.0, 512.0);
  }

  @Test
  void logarithmicPlotsAreDrawnWithALineOfWhatIsProportional() {
    LinePlot plot =
        new LinePlot(
            "memory",
            "Memory and pixels",
            Pattern.compile(""),
            Map.of(),
            Axis.megapixels("side"),
            Axis.other("peak", "MB"),
            true);
    List<Measured> results =
        List.of(
            Results.of("Scale.size", Map.of("side", "1000"), 1, Map.of("peak", 100.0)),
            Results.of("Scale.size", Map.of("side", "2000"), 1, Map.of("peak", 300.0)));

    assertThat(plot.curves(results).get("measured"))
        .containsExactly(entry(1.0, 100.0), entry(4.0, 300.0));
    assertThat(plot.draw(results)).hasValueSatisfying(PlotsTest::isDrawn);
  }

  @Test
  void throughputCountsPicturesAndThreads() {
    Axis rate = Axis.picturesPerSecond("batch");
    Measured result = Results.of("Net.photos", Map.of("batch", "8", "threads", "2"), 100);

    assertThat(rate.value().applyAsDouble(result)).isCloseTo(160, within(1e-9));
  }

  @Test
  void aTrainingStepIsSplitIntoItsParts() {
    Map<String, Double> shares =
        Map.of("data", 0.1, "forward", 0.2, "lossNetwork", 0.3, "backwardAndOptimizer", 0.4);
    List<Measured> results =
        List.of(
            training("step", "fastnet", "128", 200, shares),
            training("step", "fastnet", "256", 1000, shares),
            training("step", "metanet", "128", 100, shares),
            training("optimizer", "fastnet", "128", 30, Map.of()));

    Map<String, List<Double>> parts = TrainingSplit.parts(results);

    assertThat(parts.keySet())
        .containsExactly(
            "waiting for photos", "forward", "loss network", "backward and the rest", "optimizer");
    assertThat(parts.get("loss network")).containsExactly(60.0, 300.0, 30.0);
    assertThat(parts.get("backward and the rest")).containsExactly(50.0, 370.0, 40.0);
    assertThat(parts.get("optimizer")).containsExactly(30.0, 30.0, 0.0);
    assertThat(new TrainingSplit("training", "A step").draw(results))
        .hasValueSatisfying(PlotsTest::isDrawn);
  }

  @Test
  void withoutStepsThereIsNothingToSplit() {
    assertThat(
            new TrainingSplit("training", "A step")
                .draw(List.of(training("optimizer", "fastnet", "128", 30, Map.of()))))
        .isEmpty();
  }

  private static Measured training(
      String benchmark, String method, String side, double time, Map<String, Double> shares) {
    return Results.of(
        "TrainingBenchmark." + benchmark,
        Map.of("method", method, "base", "16", "side", side),
        time,
        shares);
  }

  /** More than the white of an empty picture, and white outside of the axes. */
  private static void isDrawn(BufferedImage picture) {
    assertThat(picture.getWidth()).isGreaterThan(600);
    assertThat(new Color(picture.getRGB(1, 1))).isEqualTo(Color.WHITE);
    int[] pixels = picture.getRGB(0, 0, picture.getWidth(), picture.getHeight(), null, 0, 760);
    assertThat(Arrays.stream(pixels).distinct().count()).isGreaterThan(10);
  }
}
