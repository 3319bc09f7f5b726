package stylize.spark;

import io.github.stylizer.StylizerException;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;

/** Lets the cluster paint pieces, each as soon as it is there. */
record PieceTasks(JavaSparkContext context, PaintPiece painting, FilmCounts counts) {

  /** A piece that the whole film must be painted instead of. */
  static final class MismatchException extends Exception {
    MismatchException(String message) {
      super(message);
    }
  }

  /** An executor that cannot paint any film. */
  static final class UnableException extends RuntimeException {
    UnableException(String message) {
      super(message);
    }
  }

  /** Begins to paint a piece: a Spark job of one task, which Spark tries four times. */
  JavaFutureAction<List<PieceResult>> begin(String piece) {
    context.setJobDescription(piece);
    return context.parallelize(List.of(piece), 1).map(painting).collectAsync();
  }

  /**
   * Waits for a piece.
   *
   * @throws IOException if the tasks failed
   * @throws StylizerException if it cannot be painted
   * @throws MismatchException if the film must be painted in one piece
   * @throws UnableException if an executor cannot paint at all
   */
  void await(JavaFutureAction<List<PieceResult>> task)
      throws IOException, InterruptedException, MismatchException {
    PieceResult result;
    try {
      result = task.get().get(0);
    } catch (ExecutionException e) {
      String message = String.valueOf(e.getCause().getMessage());
      throw new IOException(message.lines().findFirst().orElse("a task failed"), e);
    }
    switch (result.outcome()) {
      case PAINTED -> {
        // Counted when the task ended.
      }
      case FAILED -> throw new StylizerException(result.error());
      case MISMATCH -> throw new MismatchException(result.error());
      case UNABLE -> throw new UnableException(result.error());
    }
  }
}
