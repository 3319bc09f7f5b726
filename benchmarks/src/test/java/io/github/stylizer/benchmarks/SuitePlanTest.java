package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.runner.BenchmarkListEntry;

/** The plan and the benchmarks know each other by name only. */
class SuitePlanTest {
  private static final List<BenchmarkListEntry> BENCHMARKS = JmhRunner.benchmarks();

  /** Comparisons with others belong to the ratios, where both sides take turns. */
  private static final String MEASURED_IN_TURNS = ".RivalBenchmark.";

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void everyBenchmarkIsInASection(boolean isShort, boolean isGpu) {
    Set<String> planned = new TreeSet<>();
    for (Section section : SuitePlan.sections(isShort, isGpu)) {
      section.runs(BENCHMARKS).forEach(run -> planned.add(run.benchmark()));
    }

    Set<String> all = new TreeSet<>();
    BENCHMARKS.forEach(benchmark -> all.add(benchmark.getUsername()));
    all.removeIf(name -> name.contains(MEASURED_IN_TURNS));
    assertThat(planned).isNotEmpty().isEqualTo(all);
  }

  @ParameterizedTest
  @CsvSource({"true,true", "true,false", "false,true", "false,false"})
  void everySelectionMatchesAndItsParametersExist(boolean isShort, boolean isGpu) {
    for (Section section : SuitePlan.sections(isShort, isGpu)) {
      for (Selection selection : section.selections()) {
        Set<String> parameters = new HashSet<>();
        BENCHMARKS.stream()
            .filter(selection::matches)
            .forEach(one -> parameters.addAll(one.getParams().orElse(Map.of()).keySet()));
        assertThat(selection.runs(BENCHMARKS)).as("%s", selection.pattern()).isNotEmpty();
        assertThat(parameters)
            .as("%s", selection.pattern())
            .containsAll(selection.parameters().keySet());
      }
    }
  }

  @Test
  void namesOfSectionsAndPlotsDiffer() {
    List<String> names = new ArrayList<>();
    List<String> plots = new ArrayList<>();
    for (Section section : SuitePlan.sections(true, false)) {
      names.add(section.name());
      section.plots().forEach(plot -> plots.add(plot.name()));
    }

    assertThat(names).doesNotHaveDuplicates().doesNotContain(RatiosRun.NAME);
    assertThat(plots).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z-]+"));
  }

  @Test
  void shortIsShort() {
    List<BenchmarkRun> runs = new ArrayList<>();
    SuitePlan.sections(true, false).forEach(section -> runs.addAll(section.runs(BENCHMARKS)));

    // Every run starts a virtual machine and loads PyTorch, which takes about three seconds.
    int seconds = 0;
    for (BenchmarkRun run : runs) {
      Effort effort = run.effort();
      seconds += 3 + effort.seconds() * (effort.warmUps() + effort.iterations());
    }
    assertThat(seconds).isLessThan(240);
  }

  @Test
  void publishedFiguresBelongToBenchmarksThatThereAre() {
    for (Section section : SuitePlan.sections(false, false)) {
      Set<String> planned = new HashSet<>();
      section.runs(BENCHMARKS).forEach(run -> planned.add(run.shortName()));
      section.published().forEach(figure -> assertThat(planned).contains(figure.benchmark()));
    }
  }
}
