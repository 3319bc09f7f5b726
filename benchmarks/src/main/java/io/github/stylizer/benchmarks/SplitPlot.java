package io.github.stylizer.benchmarks;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/**
 * What an operation is made of: a bar for each result, stacked from further numbers of the
 * benchmark.
 *
 * @param name the name of its file without the ending
 * @param title what it shows
 * @param parts the names of the numbers, from the bottom up; all in milliseconds
 */
record SplitPlot(String name, String title, List<String> parts) implements Plot {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 460;

  @Override
  public Optional<BufferedImage> draw(List<Measured> results) {
    List<Measured> split =
        results.stream().filter(result -> result.others().keySet().containsAll(parts)).toList();
    if (split.isEmpty()) {
      return Optional.empty();
    }
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .yAxisTitle("ms (mean)")
            .build();
    chart.getStyler().setStacked(true);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideE);
    List<String> bars = labels(split);
    for (String part : parts) {
      chart.addSeries(part, bars, split.stream().map(bar -> bar.others().get(part)).toList());
    }
    return Optional.of(BitmapEncoder.getBufferedImage(chart));
  }

  private static List<String> labels(List<Measured> split) {
    Set<String> varying = Measured.varying(split);
    List<String> labels = new ArrayList<>();
    for (Measured bar : split) {
      String method = bar.benchmark().substring(bar.benchmark().lastIndexOf('.') + 1);
      labels.add(
          Stream.concat(
                  Stream.of(method),
                  bar.parameters().entrySet().stream()
                      .filter(entry -> varying.contains(entry.getKey()))
                      .map(entry -> entry.getKey() + " " + entry.getValue()))
              .collect(Collectors.joining(", ")));
    }
    return labels;
  }
}
