package stylize.spark;

import java.io.Serializable;

/**
 * What became of a piece.
 *
 * @param outcome what became of it
 * @param error why it was not painted; empty if it was
 */
record PieceResult(Outcome outcome, String error) implements Serializable {
  static final PieceResult PAINTED = new PieceResult(Outcome.PAINTED, "");

  /** What became of a piece. */
  enum Outcome {
    PAINTED,
    /** The film cannot be painted. */
    FAILED,
    /** The piece does not have the frames of the film, which may be painted in one piece. */
    MISMATCH,
    /** The executor cannot paint, whatever it is. */
    UNABLE
  }
}
