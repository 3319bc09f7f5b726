package io.github.stylizer.benchmarks;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.BitmapEncoder.BitmapFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** Draws numbers of trainings, such as losses, one curve for each {@code metrics.jsonl}. */
public final class TrainingCurves {
  private static final int POINTS = 300;

  private TrainingCurves() {}

  /**
   * Draws a picture.
   *
   * @param arguments the PNG to write, the numbers to draw with commas between, as {@code
   *     metrics.jsonl} names them, then a name and the folder of a training, again and again
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length < 4 || arguments.length % 2 == 1) {
      throw new IllegalArgumentException(
          "arguments: OUT.png NUMBER[,NUMBER]... NAME FOLDER [NAME FOLDER]...");
    }
    List<XYChart> charts = new ArrayList<>();
    for (String number : arguments[1].split(",")) {
      XYChart chart = chart(number);
      for (int i = 2; i < arguments.length; i += 2) {
        addCurve(chart, arguments[i], Path.of(arguments[i + 1], "metrics.jsonl"), number);
      }
      charts.add(chart);
    }
    BitmapEncoder.saveBitmap(charts, 1, charts.size(), arguments[0], BitmapFormat.PNG);
  }

  private static XYChart chart(String number) {
    XYChart chart =
        new XYChartBuilder().width(640).height(420).title(number).xAxisTitle("step").build();
    chart.getStyler().setYAxisLogarithmic(true);
    chart.getStyler().setXAxisMin(0.0);
    chart.getStyler().setXAxisDecimalPattern("#,##0");
    chart.getStyler().setXAxisTickMarkSpacingHint(110);
    chart.getStyler().setLegendPosition(LegendPosition.InsideNE);
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    return chart;
  }

  /** A point is the mean over a stretch of steps: single batches differ too much to see a trend. */
  private static void addCurve(XYChart chart, String name, Path file, String number)
      throws IOException {
    List<String> lines = Files.readAllLines(file);
    int stretch = Math.max(1, lines.size() / POINTS);
    List<Double> steps = new ArrayList<>();
    List<Double> means = new ArrayList<>();
    for (int start = 0; start + stretch <= lines.size(); start += stretch) {
      double sum = 0;
      for (String line : lines.subList(start, start + stretch)) {
        JsonObject numbers = JsonParser.parseString(line).getAsJsonObject();
        sum += numbers.get(number).getAsDouble();
      }
      steps.add((double) (start + stretch));
      means.add(sum / stretch);
    }
    chart.addSeries(name, steps, means).setMarker(SeriesMarkers.NONE);
  }
}
