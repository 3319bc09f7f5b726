package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.benchmarks.Section.Published;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
  private static final Effort EFFORT = new Effort(1, 1, 1);
  private static final Section SECTION =
      Section.of("nets", "Networks", "How fast.", Selection.of("Net", EFFORT))
          .counting("pictures/s", "batch")
          .beside(new Published("Net.photos", Map.of("size", "256"), "207/s"));

  private static final Measured SMALL =
      new Measured(
          "org.example.Net.photos",
          Map.of("size", "256", "batch", "4", "threads", "1"),
          40,
          2.5,
          39,
          List.of(44.0, 51.0),
          120,
          Map.of("peakMegabytes", 43.1));
  private static final Measured LARGE =
      Results.of("Net.photos", Map.of("size", "512", "batch", "4", "threads", "1"), 20_000);

  @Test
  void aTableShowsWhatDiffers() {
    ResultTable table = new ResultTable(SECTION, List.of(SMALL, LARGE));

    assertThat(table.table())
        .hasToString(
            """
            | benchmark | size | median | p90 | p99 | mean | of | pictures/s | peakMegabytes |\
             published (another machine) |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|
            | Net.photos | 256 | 39.0 ms | 44.0 ms | 51.0 ms | 40.0 ms ± 2.50 ms | 120 | 100 |\
             43.1 | 207/s |
            | Net.photos | 512 | 20.0 s |  |  | 20.0 s | 3 | 0.200 |  |  |
            """);
    assertThat(table.constants()).startsWith("Everywhere: ").contains("batch 4", "threads 1");
  }

  @Test
  void withoutResultsThereIsNoTable() {
    ResultTable table = new ResultTable(SECTION, List.of());

    assertThat(table.table().isEmpty()).isTrue();
    assertThat(table.constants()).isEmpty();
  }

  @Test
  void theReportHasEverything() {
    MarkdownTable table = new ResultTable(SECTION, List.of(SMALL)).table();
    Outcome nets =
        new Outcome(
            "Networks",
            "How fast.",
            "Everywhere: batch 4.",
            table,
            List.of(new Outcome.Drawn("Time and size", "plots/nets.png")),
            List.of());
    Outcome broken =
        new Outcome(
            "Broken",
            "Whether.",
            "",
            new ResultTable(SECTION, List.of()).table(),
            List.of(),
            List.of("Net.broken size=4096: OutOfMemoryError: Java heap space"));

    String report = report(true).write(List.of(nets, broken), 2);

    assertThat(report)
        .startsWith("# Stylizer: benchmarks\n\n2026-01-02 03:04 +00:00, short mode")
        .contains("| CPU | A \\| B |\n")
        .contains("## Networks\n\nHow fast.\n\n| benchmark |")
        .contains("\n\nEverywhere: batch 4.\n\n![Time and size](plots/nets.png)\n")
        .contains("- Net.broken size=4096: OutOfMemoryError: Java heap space\n")
        .contains("## Broken\n\nWhether.\n\nThere are no numbers.\n\nFailed: Net.broken size=4096")
        .doesNotContain("Unfinished");
  }

  @Test
  void anUnfinishedReportSaysSo() {
    assertThat(report(false).write(List.of(), 3))
        .contains(", full mode.", "**Unfinished:** 0 of 3 sections.")
        .doesNotContain("Failed");
  }

  @Test
  void ratiosAreMetOrMissed() {
    Ratio met = new Ratio("fastnet", "One picture.", 43.1, "ONNX", 66, 0.65, 0.95, 15);
    Ratio missed = new Ratio("metanet", "One style.", 120, "floor", 100, 1.2, 1.1, 15);
    Ratio free = new Ratio("gatys", "One step.", 300, "floor", 200, 1.5, null, 15);

    Outcome outcome = RatiosRun.outcome(List.of(met, missed, free), List.of());

    assertThat(outcome.table().toString().lines().skip(2))
        .containsExactly(
            "| fastnet | 43.1 ms | ONNX | 66.0 ms | 0.650 | 0.950 | met | 15 | One picture. |",
            "| metanet | 120 ms | floor | 100 ms | 1.20 | 1.10 | **missed** | 15 | One style. |",
            "| gatys | 300 ms | floor | 200 ms | 1.50 | – |  | 15 | One step. |");
  }

  private static Report report(boolean isShort) {
    OffsetDateTime begun = OffsetDateTime.of(2026, 1, 2, 3, 4, 5, 6, ZoneOffset.UTC);
    return new Report(begun, isShort, Map.of("CPU", "A | B"));
  }
}
