package io.github.stylizer.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.runner.BenchmarkListEntry;

/**
 * A part of the report: benchmarks that answer one question.
 *
 * @param name by which it is chosen on the command line
 * @param title its heading
 * @param text what its numbers mean, in Markdown
 * @param selections what is run
 * @param rate what is counted in a second, such as {@code pictures/s}; empty if nothing is
 * @param counted parameters whose product says how many of that are in one operation
 * @param published what others have published for the same
 * @param plots what is drawn
 */
record Section(
    String name,
    String title,
    String text,
    List<Selection> selections,
    String rate,
    List<String> counted,
    List<Published> published,
    List<Plot> plots) {

  /**
   * A figure of another implementation on another machine.
   *
   * @param benchmark class and method
   * @param parameters the values of parameters to which it belongs
   * @param figure the figure, with its unit
   */
  record Published(String benchmark, Map<String, String> parameters, String figure) {

    boolean belongsTo(Measured result) {
      return result.shortName().equals(benchmark)
          && result.parameters().entrySet().containsAll(parameters.entrySet());
    }
  }

  static Section of(String name, String title, String text, Selection... selections) {
    return new Section(name, title, text, List.of(selections), "", List.of(), List.of(), List.of());
  }

  /** This section, which counts so many in each operation: the product of these parameters. */
  Section counting(String perSecond, String... parameters) {
    return new Section(
        name, title, text, selections, perSecond, List.of(parameters), published, plots);
  }

  Section beside(Published... figures) {
    return new Section(name, title, text, selections, rate, counted, List.of(figures), plots);
  }

  Section drawn(Plot... pictures) {
    return new Section(name, title, text, selections, rate, counted, published, List.of(pictures));
  }

  /** Everything that is to be run, of the benchmarks that there are. */
  List<BenchmarkRun> runs(Collection<BenchmarkListEntry> benchmarks) {
    List<BenchmarkRun> runs = new ArrayList<>();
    selections.forEach(selection -> runs.addAll(selection.runs(benchmarks)));
    return runs.stream().distinct().toList();
  }
}
