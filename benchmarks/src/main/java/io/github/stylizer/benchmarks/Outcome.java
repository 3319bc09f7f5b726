package io.github.stylizer.benchmarks;

import java.util.List;

/**
 * What a section of the report shows.
 *
 * @param title its heading
 * @param text what its numbers mean, in Markdown
 * @param note a line below the table; empty if there is nothing to say
 * @param table the numbers
 * @param plots pictures that were drawn
 * @param failures what went wrong, a line each
 */
record Outcome(
    String title,
    String text,
    String note,
    MarkdownTable table,
    List<Drawn> plots,
    List<String> failures) {

  /**
   * A picture that was drawn.
   *
   * @param title what it shows
   * @param file its path, as seen from the report
   */
  record Drawn(String title, String file) {}
}
