package io.github.stylizer.benchmarks;

import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes the report. */
final class Report {
  private static final String READING =
      """
      *median*, *p90* and *p99* are times of one operation; where p90 and p99 are missing, the
      median is over iterations. *of* says how many operations or iterations that is. *mean* has half
      the width of its 99.9 % confidence interval beside it. *pictures/s* are the pictures of an
      operation over its mean time, of all threads together.

      Times depend on the machine and on what else it did meanwhile. On a shared machine only
      ratios within one run count. Weights and pictures are random, which takes as long as real ones.
      `benchmarks/README.md` says more, also what is not measured; `jmh.json` has every single
      number, `run.log` what JMH said.
      """;

  private final OffsetDateTime begun;
  private final boolean isShort;
  private final Map<String, String> machine;

  Report(OffsetDateTime begun, boolean isShort, Map<String, String> machine) {
    this.begun = begun;
    this.isShort = isShort;
    this.machine = machine;
  }

  /**
   * Writes what there is until now.
   *
   * @param outcomes the sections that are done
   * @param planned how many sections there will be
   * @return Markdown
   */
  String write(List<Outcome> outcomes, int planned) {
    StringBuilder text = new StringBuilder("# Stylizer: benchmarks\n\n");
    text.append(begun.format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm xxx", Locale.ROOT)));
    text.append(isShort ? ", short mode: few iterations, rough numbers.\n" : ", full mode.\n");
    if (outcomes.size() < planned) {
      text.append("\n**Unfinished:** %d of %d sections.\n".formatted(outcomes.size(), planned));
    }
    failures(text, outcomes);
    text.append("\n## The machine\n\n");
    MarkdownTable rows = new MarkdownTable(List.of("what", "value"));
    machine.forEach((name, value) -> rows.row(List.of(name, value)));
    text.append(rows).append("\n## How to read the numbers\n\n").append(READING);
    outcomes.forEach(outcome -> section(text, outcome));
    return text.toString();
  }

  private static void failures(StringBuilder text, List<Outcome> outcomes) {
    List<String> failures = outcomes.stream().flatMap(one -> one.failures().stream()).toList();
    if (!failures.isEmpty()) {
      text.append("\n**Failed** (`run.log` says more):\n\n");
      failures.forEach(failure -> text.append("- ").append(failure).append('\n'));
    }
  }

  private static void section(StringBuilder text, Outcome outcome) {
    text.append("\n## ").append(outcome.title()).append("\n\n");
    text.append(outcome.text().strip()).append("\n\n");
    text.append(outcome.table().isEmpty() ? "There are no numbers.\n" : outcome.table());
    if (!outcome.note().isEmpty()) {
      text.append('\n').append(outcome.note()).append('\n');
    }
    for (Outcome.Drawn plot : outcome.plots()) {
      text.append("\n![%s](%s)\n".formatted(plot.title(), plot.file()));
    }
    outcome.failures().forEach(failure -> text.append("\nFailed: ").append(failure).append('\n'));
  }
}
