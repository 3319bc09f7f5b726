package io.github.stylizer.benchmarks;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.RunnerException;

/** Measures one section after the other and keeps the files up to date meanwhile. */
final class SuiteRun {
  private final ReportFolder folder;
  private final Report report;
  private final PrintStream progress;
  private final JmhRunner runner;
  private final int sections;
  private final int runs;

  private final List<RunResult> results = new ArrayList<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private int begun;

  /**
   * Begins.
   *
   * @param sections how many there will be
   * @param runs how many benchmarks there will be in all
   */
  SuiteRun(ReportFolder folder, Report report, PrintStream progress, int sections, int runs) {
    this.folder = folder;
    this.report = report;
    this.progress = progress;
    this.runner = new JmhRunner(folder.log());
    this.sections = sections;
    this.runs = runs;
  }

  /** Measures a section. What fails is noted, and the rest goes on. */
  void measure(Choice.Chosen chosen) throws IOException {
    List<Measured> measured = new ArrayList<>();
    List<String> failures = new ArrayList<>();
    for (BenchmarkRun run : chosen.runs()) {
      progress.printf("[%d/%d] %s … ", ++begun, runs, run);
      long start = System.nanoTime();
      String end;
      try {
        Collection<RunResult> found = runner.run(run);
        results.addAll(found);
        List<Measured> times = found.stream().map(Measured::of).toList();
        measured.addAll(times);
        end = times.isEmpty() ? "nothing" : Numbers.time(times.get(0).median());
      } catch (RunnerException | RuntimeException e) {
        failures.add(run + ": " + Reason.of(e));
        end = "failed: " + Reason.of(e);
      }
      progress.printf("%s (in %s)%n", end, Numbers.time((System.nanoTime() - start) / 1e6));
      folder.writeResults(results);
      writeReport(outcome(chosen.section(), measured, List.of(), failures));
    }
    add(outcome(chosen.section(), measured, draw(chosen.section(), measured), failures));
  }

  /** Adds a section that is done. */
  void add(Outcome outcome) throws IOException {
    outcomes.add(outcome);
    folder.writeReport(report.write(outcomes, sections));
  }

  /** Writes the report for the last time. */
  void finish() throws IOException {
    folder.writeReport(report.write(outcomes, sections));
  }

  boolean hasFailed() {
    return outcomes.stream().anyMatch(outcome -> !outcome.failures().isEmpty());
  }

  private void writeReport(Outcome unfinished) throws IOException {
    List<Outcome> all = new ArrayList<>(outcomes);
    all.add(unfinished);
    folder.writeReport(report.write(all, sections + 1));
  }

  private static Outcome outcome(
      Section section, List<Measured> measured, List<Outcome.Drawn> plots, List<String> failures) {
    ResultTable table = new ResultTable(section, measured);
    return new Outcome(
        section.title(), section.text(), table.constants(), table.table(), plots, failures);
  }

  private List<Outcome.Drawn> draw(Section section, List<Measured> measured) throws IOException {
    List<Outcome.Drawn> drawn = new ArrayList<>();
    for (Plot plot : section.plots()) {
      Optional<BufferedImage> picture = plot.draw(measured);
      if (picture.isPresent()) {
        drawn.add(new Outcome.Drawn(plot.title(), folder.writePlot(plot.name(), picture.get())));
      }
    }
    return drawn;
  }
}
