package io.github.stylizer.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A table in Markdown. Columns in which nothing is written are left out. */
final class MarkdownTable {
  private final List<String> header;
  private final List<List<String>> rows = new ArrayList<>();

  MarkdownTable(List<String> header) {
    this.header = List.copyOf(header);
  }

  /**
   * Adds a row.
   *
   * @param cells as many as there are columns
   * @throws IllegalArgumentException if there are more or fewer
   */
  void row(List<String> cells) {
    if (cells.size() != header.size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells for " + header.size() + " columns: " + cells);
    }
    rows.add(List.copyOf(cells));
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  @Override
  public String toString() {
    List<Integer> columns = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      int column = i;
      if (rows.stream().anyMatch(row -> !row.get(column).isBlank())) {
        columns.add(column);
      }
    }
    StringBuilder text = new StringBuilder(line(header, columns));
    text.append(columns.stream().map(this::ruler).collect(Collectors.joining("|", "|", "|\n")));
    rows.forEach(row -> text.append(line(row, columns)));
    return text.toString();
  }

  /** Columns of numbers stand on the right. */
  private String ruler(int column) {
    boolean numbers =
        rows.stream()
            .map(row -> row.get(column))
            .allMatch(cell -> cell.isBlank() || cell.matches("[-–±]?\\d.*|–"));
    return numbers ? "---:" : "---";
  }

  private static String line(List<String> cells, List<Integer> columns) {
    return columns.stream()
        .map(column -> escaped(cells.get(column)))
        .collect(Collectors.joining(" | ", "| ", " |\n"));
  }

  private static String escaped(String cell) {
    return cell.replace("\\", "\\\\").replace("|", "\\|").replaceAll("\\s+", " ").strip();
  }
}
