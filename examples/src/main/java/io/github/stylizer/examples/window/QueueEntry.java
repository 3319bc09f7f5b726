package io.github.stylizer.examples.window;

import java.util.Locale;

/**
 * A file, a film or a folder that waits, is being painted, or is done.
 *
 * @param number tells entries apart
 * @param title what is painted
 * @param state how far it is
 * @param done units of work done, of {@code total}
 * @param total units of work; 0 if unknown
 * @param remark where the result is, or what went wrong and what to do
 */
record QueueEntry(int number, String title, State state, long done, long total, String remark) {

  /** How far an entry is. */
  enum State {
    WAITING("Waiting"),
    PAINTING("Painting"),
    SAVED("Saved"),
    FAILED("Failed"),
    CANCELED("Canceled");

    private final String word;

    State(String word) {
      this.word = word;
    }
  }

  QueueEntry with(State other, String otherRemark) {
    return new QueueEntry(number, title, other, done, total, otherRemark);
  }

  QueueEntry at(long nowDone, long of) {
    return new QueueEntry(number, title, state, nowDone, of, remark);
  }

  boolean isUnfinished() {
    return state == State.WAITING || state == State.PAINTING;
  }

  /** The state in words. */
  String words() {
    if (state == State.PAINTING && total > 1) {
      return String.format(Locale.ROOT, "Painting: %d of %d", done, total);
    }
    return remark.isEmpty() ? state.word + (isUnfinished() ? "…" : "") : state.word + ": " + remark;
  }
}
