package io.github.stylizer.film;

import java.util.List;

/**
 * A film that was split.
 *
 * @param pieces how many there are
 * @param frames how many they have together
 * @param remarks what is wrong with the film, a line each; usually none
 */
public record SplitFilm(int pieces, long frames, List<String> remarks) {

  /**
   * Copies the remarks.
   *
   * @param pieces how many there are
   * @param frames how many they have together
   * @param remarks what is wrong with the film, a line each
   */
  public SplitFilm {
    remarks = List.copyOf(remarks);
  }
}
