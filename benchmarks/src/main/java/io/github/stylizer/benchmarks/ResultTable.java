package io.github.stylizer.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The results of a section as a table. */
final class ResultTable {
  private final Section section;
  private final Collection<Measured> results;
  private final Set<String> varying;
  private final Set<String> others = new TreeSet<>();

  ResultTable(Section section, Collection<Measured> results) {
    this.section = section;
    this.results = List.copyOf(results);
    this.varying = Measured.varying(results);
    results.forEach(result -> others.addAll(result.others().keySet()));
  }

  /** A line with the parameters that are the same everywhere; empty if there are none. */
  String constants() {
    Set<String> constants = new LinkedHashSet<>();
    for (Measured result : results) {
      result
          .parameters()
          .forEach(
              (name, value) -> {
                if (!varying.contains(name)) {
                  constants.add(name + " " + value);
                }
              });
    }
    return constants.isEmpty() ? "" : "Everywhere: " + String.join(", ", constants) + ".";
  }

  MarkdownTable table() {
    List<String> header = new ArrayList<>(List.of("benchmark"));
    header.addAll(varying);
    header.addAll(List.of("median", "p90", "p99", "mean", "of", section.rate()));
    header.addAll(others);
    section.published().stream()
        .findFirst()
        .ifPresent(first -> header.add("published (another machine)"));
    MarkdownTable table = new MarkdownTable(header);
    results.forEach(result -> table.row(row(result)));
    return table;
  }

  private List<String> row(Measured result) {
    List<String> cells = new ArrayList<>(List.of(result.shortName()));
    varying.forEach(name -> cells.add(result.parameters().getOrDefault(name, "")));
    cells.add(Numbers.time(result.median()));
    for (int i = 0; i < 2; i++) {
      cells.add(result.tails().isEmpty() ? "" : Numbers.time(result.tails().get(i)));
    }
    cells.add(mean(result));
    cells.add(Long.toString(result.count()));
    cells.add(section.rate().isEmpty() ? "" : Numbers.three(rate(result)));
    for (String name : others) {
      Double value = result.others().get(name);
      cells.add(value == null ? "" : Numbers.three(value));
    }
    if (!section.published().isEmpty()) {
      cells.add(published(result));
    }
    return cells;
  }

  private static String mean(Measured result) {
    String mean = Numbers.time(result.mean());
    return Double.isNaN(result.error()) ? mean : mean + " ± " + Numbers.time(result.error());
  }

  private double rate(Measured result) {
    double count = 1;
    for (Map.Entry<String, String> parameter : result.parameters().entrySet()) {
      if (section.counted().contains(parameter.getKey())) {
        count *= Double.parseDouble(parameter.getValue());
      }
    }
    return count * result.operationsPerSecond();
  }

  private String published(Measured result) {
    return section.published().stream()
        .filter(figure -> figure.belongsTo(result))
        .map(Section.Published::figure)
        .collect(Collectors.joining(", "));
  }
}
