package stylize.spark;

import java.io.Serializable;
import org.apache.spark.util.LongAccumulator;

/** How many pieces and frames were painted, as far as their tasks are done. */
record PieceCounts(LongAccumulator pieces, LongAccumulator frames) implements Serializable {

  /** Counts a piece, in its task. */
  void add(long count) {
    pieces.add(1L);
    frames.add(count);
  }
}
