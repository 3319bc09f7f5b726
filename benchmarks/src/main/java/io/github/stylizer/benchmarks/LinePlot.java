package io.github.stylizer.benchmarks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.DoubleSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * One number against another, a curve for each benchmark and each set of the other parameters. A
 * curve needs two points.
 *
 * @param name the name of its file without the ending
 * @param title what it shows
 * @param benchmarks found in the names, class and method, of the benchmarks that it shows
 * @param where values of parameters; other results are not shown
 * @param across the horizontal axis
 * @param up the vertical axis
 * @param proportional whether both axes are logarithmic and a line shows what is proportional
 */
record LinePlot(
    String name,
    String title,
    Pattern benchmarks,
    Map<String, String> where,
    Axis across,
    Axis up,
    boolean proportional)
    implements Plot {

  private static final int WIDTH = 760;
  private static final int HEIGHT = 460;

  @Override
  public Optional<BufferedImage> draw(List<Measured> results) {
    Map<String, SortedMap<Double, Double>> curves = curves(results);
    if (curves.isEmpty()) {
      return Optional.empty();
    }
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(across.label())
            .yAxisTitle(up.label())
            .build();
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setLegendPosition(LegendPosition.OutsideS);
    chart.getStyler().setLegendVisible(proportional || curves.size() > 1);
    curves.forEach((label, points) -> add(chart, label, points).setMarker(SeriesMarkers.CIRCLE));
    if (proportional) {
      SortedMap<Double, Double> line = proportionalTo(curves.values().iterator().next());
      dash(add(chart, "proportional", line));
      curves.put("proportional", line);
      showDecades(chart, curves.values());
    } else {
      chart.getStyler().setXAxisMin(0.0).setYAxisMin(0.0);
    }
    return Optional.of(BitmapEncoder.getBufferedImage(chart));
  }

  /** From one power of ten to another: XChart writes numbers beside those only. */
  private static void showDecades(XYChart chart, Collection<SortedMap<Double, Double>> curves) {
    DoubleSummaryStatistics across = new DoubleSummaryStatistics();
    DoubleSummaryStatistics up = new DoubleSummaryStatistics();
    for (SortedMap<Double, Double> curve : curves) {
      curve.keySet().forEach(across::accept);
      curve.values().forEach(up::accept);
    }
    chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
    chart.getStyler().setXAxisMin(decade(across.getMin(), false));
    chart.getStyler().setXAxisMax(decade(across.getMax(), true));
    chart.getStyler().setYAxisMin(decade(up.getMin(), false));
    chart.getStyler().setYAxisMax(decade(up.getMax(), true));
  }

  /** The power of ten at or below a number, or above it. */
  private static double decade(double value, boolean above) {
    double exponent = Math.log10(value);
    return Math.pow(10, Math.floor(exponent) + (above ? 1 : 0));
  }

  /** The points of each curve by its label. */
  Map<String, SortedMap<Double, Double>> curves(List<Measured> results) {
    Map<String, List<Measured>> groups = new LinkedHashMap<>();
    for (Measured result : results) {
      if (isShown(result)) {
        groups.computeIfAbsent(otherwise(result), key -> new ArrayList<>()).add(result);
      }
    }
    groups.values().removeIf(group -> points(group).size() < 2);
    List<Measured> shown = groups.values().stream().flatMap(List::stream).toList();
    boolean oneMethod = shown.stream().map(Measured::benchmark).distinct().count() == 1;
    Set<String> varying = Measured.varying(shown);
    Map<String, SortedMap<Double, Double>> curves = new LinkedHashMap<>();
    for (List<Measured> group : groups.values()) {
      curves.put(label(group.get(0), oneMethod, varying), points(group));
    }
    return curves;
  }

  private boolean isShown(Measured result) {
    return benchmarks.matcher(result.shortName()).find()
        && result.parameters().entrySet().containsAll(where.entrySet())
        && isDrawable(across.value().applyAsDouble(result))
        && isDrawable(up.value().applyAsDouble(result));
  }

  private static boolean isDrawable(double value) {
    return Double.isFinite(value) && value > 0;
  }

  /** What the results of one curve have in common. */
  private String otherwise(Measured result) {
    Map<String, String> others = new TreeMap<>(result.parameters());
    others.remove(across.parameter());
    return result.benchmark() + others;
  }

  private String label(Measured result, boolean oneMethod, Set<String> varying) {
    String values =
        result.parameters().entrySet().stream()
            .filter(entry -> varying.contains(entry.getKey()))
            .filter(entry -> !entry.getKey().equals(across.parameter()))
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .collect(Collectors.joining(", "));
    if (!oneMethod) {
      return values.isEmpty() ? result.shortName() : result.shortName() + ", " + values;
    }
    return values.isEmpty() ? "measured" : values;
  }

  private SortedMap<Double, Double> points(List<Measured> group) {
    SortedMap<Double, Double> points = new TreeMap<>();
    group.forEach(
        result ->
            points.put(across.value().applyAsDouble(result), up.value().applyAsDouble(result)));
    return points;
  }

  private static XYSeries add(XYChart chart, String label, SortedMap<Double, Double> points) {
    return chart.addSeries(
        label, new ArrayList<>(points.keySet()), new ArrayList<>(points.values()));
  }

  /** A line through the first point of a curve, as far as the curve goes. */
  private static SortedMap<Double, Double> proportionalTo(SortedMap<Double, Double> curve) {
    double first = curve.firstKey();
    double last = curve.lastKey();
    double height = curve.get(first);
    return new TreeMap<>(Map.of(first, height, last, height * last / first));
  }

  private static void dash(XYSeries series) {
    float[] dashes = {4};
    series
        .setMarker(SeriesMarkers.NONE)
        .setLineColor(Color.GRAY)
        .setLineStyle(
            new BasicStroke(1, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, dashes, 0));
  }
}
