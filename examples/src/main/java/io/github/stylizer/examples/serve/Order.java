package io.github.stylizer.examples.serve;

import io.github.stylizer.ProgressListener;
import java.io.IOException;

/** Something that a client wants to have painted. */
interface Order {

  /** What it takes. */
  Cost cost();

  /** Which of the kinds that metrics count it is. */
  String kind();

  /** Paints. An interrupt ends it with an exception. */
  Result paint(ProgressListener progress) throws IOException;

  /** Frees what an order that was not painted takes on the disk. */
  default void discard() {}
}
