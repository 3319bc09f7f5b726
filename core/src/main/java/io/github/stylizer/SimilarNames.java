package io.github.stylizer;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Suggests a known name for a misspelled one. */
final class SimilarNames {
  private SimilarNames() {}

  /** The most similar of the names, if any is similar enough. */
  static Optional<String> of(String written, Collection<String> names) {
    String text = written.toLowerCase(Locale.ROOT).replaceAll("[ _]+", "-");
    return names.stream()
        .filter(name -> distance(text, name) <= Math.max(1, name.length() / 3))
        .min(Comparator.comparingInt(name -> distance(text, name)));
  }

  /** Levenshtein distance: the number of letters to insert, delete or replace. */
  private static int distance(String from, String to) {
    int[] row = IntStream.rangeClosed(0, to.length()).toArray();
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(changed, Math.min(row[j - 1], row[j]) + 1);
      }
    }
    return row[to.length()];
  }
}
