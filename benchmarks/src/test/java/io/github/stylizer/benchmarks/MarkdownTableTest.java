package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTableTest {

  @Test
  void columnsOfNumbersStandOnTheRight() {
    MarkdownTable table = new MarkdownTable(List.of("name", "time", "reference"));
    table.row(List.of("first", "4.31 ms", "–"));
    table.row(List.of("second", "", "0.95"));

    assertThat(table)
        .hasToString(
            """
            | name | time | reference |
            |---|---:|---:|
            | first | 4.31 ms | – |
            | second |  | 0.95 |
            """);
  }

  @Test
  void columnsInWhichNothingIsWrittenAreLeftOut() {
    MarkdownTable table = new MarkdownTable(List.of("a", "b", "c"));
    table.row(List.of("x", " ", "y"));
    table.row(List.of("x", "", ""));

    assertThat(table.toString().lines())
        .containsExactly("| a | c |", "|---|---|", "| x | y |", "| x |  |");
  }

  @Test
  void whatWouldBreakTheTableIsEscaped() {
    MarkdownTable table = new MarkdownTable(List.of("a|b"));
    table.row(List.of("one\ntwo | three \\| four"));

    assertThat(table.toString().lines())
        .containsExactly("| a\\|b |", "|---|", "| one two \\| three \\\\\\| four |");
  }

  @Test
  void rowsHaveAsManyCellsAsThereAreColumns() {
    MarkdownTable table = new MarkdownTable(List.of("a", "b"));

    assertThatIllegalArgumentException()
        .isThrownBy(() -> table.row(List.of("x")))
        .withMessage("1 cells for 2 columns: [x]");
    assertThat(table.isEmpty()).isTrue();
  }
}
