package io.github.stylizer.benchmarks;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Has the ratios measured by their own program, and shows them. */
final class RatiosRun {
  /** By which they are chosen on the command line. */
  static final String NAME = "ratios";

  static final String TITLE = "Ratios: beside other implementations, in turns";

  private static final String PROGRAM = "io.github.stylizer.benchmarks.Ratios";
  private static final String TEXT =
      "Both sides of each row took turns in one process on the same work, so that whatever else the"
          + " machine did slowed both. The ratio is the median over the turns of this library's time"
          + " over the reference's: below 1 this library is faster. It is *met* if it does not"
          + " exceed its limit.";

  private RatiosRun() {}

  static Outcome run(Path file, boolean isShort, PrintStream log) {
    List<String> failures = new ArrayList<>();
    List<Ratio> ratios = List.of();
    Path beside = file.resolveSibling(file.getFileName() + ".tmp");
    try {
      Files.deleteIfExists(beside);
      String path = beside.toString();
      JavaFork.run(PROGRAM, isShort ? List.of(path, "--short") : List.of(path), log);
      ratios = RatiosFile.read(beside);
      Files.move(beside, file);
    } catch (IOException e) {
      failures.add(NAME + ": " + Reason.of(e));
    }
    return outcome(ratios, failures);
  }

  static Outcome outcome(List<Ratio> ratios, List<String> failures) {
    MarkdownTable table =
        new MarkdownTable(
            List.of(
                "name", "time", "reference", "its time", "ratio", "limit", "", "turns", "what"));
    for (Ratio ratio : ratios) {
      table.row(
          List.of(
              ratio.name(),
              Numbers.time(ratio.milliseconds()),
              ratio.reference(),
              Numbers.time(ratio.referenceMilliseconds()),
              Numbers.three(ratio.ratio()),
              ratio.limit() == null ? "–" : Numbers.three(ratio.limit()),
              ratio.limit() == null ? "" : ratio.met() ? "met" : "**missed**",
              Integer.toString(ratio.runs()),
              ratio.what()));
    }
    return new Outcome(TITLE, TEXT, "", table, List.of(), failures);
  }
}
