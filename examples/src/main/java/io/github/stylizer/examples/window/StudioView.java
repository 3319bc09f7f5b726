package io.github.stylizer.examples.window;

import java.util.List;

/** What shows the work. Called on the event thread. */
interface StudioView {

  /** Shows photo, style, settings and picture. */
  void show(Work work);

  /**
   * Shows that something is being painted or read.
   *
   * @param text what
   * @param done units of work done, of {@code total}
   * @param total units of work; 0 or 1 if unknown
   */
  void working(String text, long done, long total);

  /** Shows that nothing is being painted. */
  void idle();

  /** Shows what went wrong and what to do. */
  void problem(String line);

  /** Shows that nothing is wrong any more. */
  void noProblem();

  /** Says what has happened. */
  void say(String line);

  /** Shows what waits, is being painted and is done. */
  void queue(List<QueueEntry> entries);
}
