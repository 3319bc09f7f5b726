package io.github.stylizer.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.runner.BenchmarkListEntry;

/**
 * What was asked for on the command line.
 *
 * @param names names of sections, or parts of the names of benchmarks; everything if there are none
 */
record Choice(List<String> names) {

  /**
   * A section of which something was chosen.
   *
   * @param section the section
   * @param runs those that were chosen, at least one
   */
  record Chosen(Section section, List<BenchmarkRun> runs) {}

  Choice {
    names = List.copyOf(names);
  }

  List<Chosen> of(List<Section> sections, Collection<BenchmarkListEntry> benchmarks) {
    List<Chosen> chosen = new ArrayList<>();
    for (Section section : sections) {
      List<BenchmarkRun> runs =
          section.runs(benchmarks).stream().filter(run -> includes(section, run)).toList();
      if (!runs.isEmpty()) {
        chosen.add(new Chosen(section, runs));
      }
    }
    return chosen;
  }

  boolean includesRatios() {
    return names.isEmpty() || names.contains(RatiosRun.NAME);
  }

  private boolean includes(Section section, BenchmarkRun run) {
    return names.isEmpty()
        || names.contains(section.name())
        || names.stream().anyMatch(run.shortName()::contains);
  }

  /**
   * Checks that every name stands for something.
   *
   * @throws IllegalArgumentException if one does not, naming those that do
   */
  void check(List<Section> sections, Collection<BenchmarkListEntry> benchmarks) {
    for (String name : names) {
      Choice alone = new Choice(List.of(name));
      if (!alone.includesRatios() && alone.of(sections, benchmarks).isEmpty()) {
        throw new IllegalArgumentException(
            sections.stream()
                .map(Section::name)
                .collect(
                    Collectors.joining(
                        ", ",
                        "there is no section or benchmark " + name + ": there are the sections ",
                        ", " + RatiosRun.NAME)));
      }
    }
  }
}
