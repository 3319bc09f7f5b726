package stylize.spark;

import io.github.stylizer.PaintingInterruptedException;
import io.github.stylizer.Stylizer;
import io.github.stylizer.StylizerException;
import io.github.stylizer.film.FilmPieces;
import io.github.stylizer.film.FilmStylizer;
import io.github.stylizer.film.PieceMismatchException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.util.SerializableConfiguration;
import stylize.spark.PieceResult.Outcome;

/** A task: fetches a piece of a film, paints it, and writes what it painted. */
final class PaintPiece implements Function<String, PieceResult> {
  private final String job;
  private final StylizerSource source;
  private final String output;
  private final SerializableConfiguration hadoop;
  private final PieceCounts counts;

  PaintPiece(
      String job,
      StylizerSource source,
      Path output,
      Configuration hadoop,
      PieceCounts counts) {
    this.job = job;
    this.source = source;
    this.output = output.toString();
    this.hadoop = new SerializableConfiguration(hadoop);
    this.counts = counts;
  }

  /** The painted piece. */
  static String part(String piece) {
    return piece + ".painted";
  }

  /**
   * Paints.
   *
   * @param piece below the output folder
   * @throws IOException if it cannot be fetched, or the result cannot be written: another attempt
   *     may succeed
   */
  @Override
  public PieceResult call(String piece) throws IOException {
    PictureFolder folder = PictureFolder.of(new Path(output), hadoop.value());
    if (folder.contains(part(piece))) {
      // Of an attempt that was lost before it could say so.
      counts.add(0);
      return PieceResult.PAINTED;
    }
    Stylizer stylizer;
    try {
      FilmStylizer.program();
      stylizer = SharedStylizers.get(job, source);
    } catch (IOException | RuntimeException | LinkageError e) {
      TaskContext.get().killTaskIfInterrupted();
      String executor = SparkEnv.get().executorId();
      return new PieceResult(Outcome.UNABLE, "executor " + executor + ": " + e.getMessage());
    }
    try (LocalFolder local = LocalFolder.create()) {
      java.nio.file.Path copy = local.file("piece");
      folder.fetch(piece, copy);
      java.nio.file.Path part = local.file("painted");
      long frames;
      try {
        frames = FilmPieces.paint(stylizer, copy, part);
      } catch (PaintingInterruptedException e) {
        throw e;
      } catch (PieceMismatchException e) {
        return new PieceResult(Outcome.MISMATCH, e.getMessage());
      } catch (StylizerException | IllegalArgumentException e) {
        // Another attempt was faster, or the job was canceled: not an error of the film.
        TaskContext.get().killTaskIfInterrupted();
        String message = String.valueOf(e.getMessage()).replace(copy + ": ", "");
        return new PieceResult(Outcome.FAILED, message);
      }
      folder.write(part(piece), part);
      counts.add(frames);
      return PieceResult.PAINTED;
    }
  }
}
