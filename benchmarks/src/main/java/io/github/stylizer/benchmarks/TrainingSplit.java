package io.github.stylizer.benchmarks;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * What a training step is made of: a bar for each training, stacked from the times of the parts.
 *
 * @param name the name of its file without the ending
 * @param title what it shows
 */
record TrainingSplit(String name, String title) implements Plot {
  private static final String STEP = "TrainingBenchmark.step";
  private static final String OPTIMIZER = "TrainingBenchmark.optimizer";
  private static final String LAST = "backwardAndOptimizer";

  /** Parameters on which the number of weights depends, and with it the optimizer's time. */
  private static final List<String> SIZE = List.of("method", "base");

  @Override
  public Optional<BufferedImage> draw(List<Measured> results) {
    List<Measured> steps = steps(results);
    if (steps.isEmpty()) {
      return Optional.empty();
    }
    CategoryChart chart =
        new CategoryChartBuilder().width(760).height(460).title(title).yAxisTitle("ms").build();
    chart.getStyler().setStacked(true);
    chart.getStyler().setAvailableSpaceFill(0.5);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    // Six labels of a full run do not fit beside one another.
    chart.getStyler().setXAxisLabelRotation(30);
    chart.getStyler().setXAxisMaxLabelCount(steps.size());
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    List<String> bars = labels(steps);
    parts(results).forEach((part, times) -> chart.addSeries(part, bars, times));
    return Optional.of(BitmapEncoder.getBufferedImage(chart));
  }

  /** The milliseconds of each part in each step, from the bottom up. */
  static Map<String, List<Double>> parts(List<Measured> results) {
    Map<String, List<Double>> parts = new LinkedHashMap<>();
    for (Measured step : steps(results)) {
      double optimizer = optimizer(step, results);
      add(parts, "waiting for photos", share(step, "data"));
      add(parts, "forward", share(step, "forward"));
      add(parts, "loss network", share(step, "lossNetwork"));
      add(parts, "backward and the rest", Math.max(0, share(step, LAST) - optimizer));
      add(parts, "optimizer", optimizer);
    }
    return parts;
  }

  private static void add(Map<String, List<Double>> parts, String part, double milliseconds) {
    parts.computeIfAbsent(part, key -> new ArrayList<>()).add(milliseconds);
  }

  private static double share(Measured step, String part) {
    return step.mean() * step.others().getOrDefault(part, 0.0);
  }

  private static List<Measured> steps(List<Measured> results) {
    return results.stream()
        .filter(result -> result.shortName().equals(STEP) && result.others().containsKey(LAST))
        .toList();
  }

  /** 0 if it was not measured: it is then in what the backward pass takes. */
  private static double optimizer(Measured step, List<Measured> results) {
    return results.stream()
        .filter(result -> result.shortName().equals(OPTIMIZER))
        .filter(
            result ->
                SIZE.stream()
                    .allMatch(
                        name -> step.parameters().get(name).equals(result.parameters().get(name))))
        .mapToDouble(Measured::mean)
        .findFirst()
        .orElse(0);
  }

  private static List<String> labels(List<Measured> steps) {
    Set<String> varying = Measured.varying(steps);
    return steps.stream()
        .map(
            step ->
                step.parameters().entrySet().stream()
                    .filter(entry -> varying.contains(entry.getKey()))
                    .map(
                        entry ->
                            entry.getKey().equals("method")
                                ? entry.getValue()
                                : entry.getKey() + " " + entry.getValue())
                    .collect(Collectors.joining(", ")))
        .toList();
  }
}
