package stylize.spark;

import io.github.stylizer.PaintingInterruptedException;
import io.github.stylizer.Stylizer;
import io.github.stylizer.StylizerException;
import io.github.stylizer.film.FilmPieces;
import io.github.stylizer.film.FilmStylizer;
import io.github.stylizer.film.PaintedFilm;
import io.github.stylizer.film.SplitFilm;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import stylize.spark.PieceTasks.MismatchException;

/** Paints films of one folder into another: what the driver does for each. */
record FilmPainting(
    PhotoFolder films,
    PictureFolder folder,
    Stylizer stylizer,
    Duration length,
    PieceTasks tasks) {
  /** A row of the report. */
  static final StructType SCHEMA =
      new StructType()
          .add("path", DataTypes.StringType, false)
          .add("picture", DataTypes.StringType, false)
          .add("bytes", DataTypes.LongType, false)
          .add("status", DataTypes.StringType, false)
          .add("milliseconds", DataTypes.LongType, false)
          .add("error", DataTypes.StringType, true)
          .add("frames", DataTypes.LongType, false)
          .add("pieces", DataTypes.IntegerType, false)
          .add("kept", DataTypes.IntegerType, false)
          .add("remarks", DataTypes.StringType, true);

  /** The folder of pieces in the output folder. */
  static final String PIECES = "_films";

  private static final Duration WHOLE = Duration.ofDays(10_000);

  /** What is painted of a film. */
  private record Painted(long frames, int pieces, int kept, List<String> remarks) {
    static final Painted NOTHING = new Painted(0, 0, 0, List.of());
  }

  /**
   * Paints a film, unless it is there.
   *
   * @param film a row of {@link PhotoList#SCHEMA}
   * @return a row of {@link #SCHEMA}
   * @throws PieceTasks.UnableException if an executor cannot paint
   */
  Row paint(Row film) throws InterruptedException {
    long start = System.nanoTime();
    String path = film.getString(0);
    String picture = film.getString(1);
    PhotoStatus status = PhotoStatus.KEPT;
    Painted painted = Painted.NOTHING;
    String error = null;
    try {
      if (!folder.contains(picture)) {
        painted = paint(path, picture);
        status = PhotoStatus.PAINTED;
      }
    } catch (PaintingInterruptedException e) {
      throw e;
    } catch (IOException | StylizerException | IllegalArgumentException e) {
      status = PhotoStatus.FAILED;
      String message = String.valueOf(e.getMessage());
      error = message.contains(path) ? message : path + ": " + message;
    }
    return RowFactory.create(
        path,
        picture,
        film.getLong(2),
        status.text(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
        error,
        painted.frames,
        painted.pieces,
        painted.kept,
        painted.remarks.isEmpty() ? null : String.join("; ", painted.remarks));
  }

  private Painted paint(String path, String picture) throws IOException, InterruptedException {
    try (LocalFolder local = LocalFolder.create()) {
      java.nio.file.Path film = local.file("film");
      films.fetch(path, film);
      try {
        return inPieces(local, film, picture);
      } catch (StylizerException e) {
        throw new IOException(String.valueOf(e.getMessage()).replace(film.toString(), path), e);
      }
    }
  }

  private Painted inPieces(LocalFolder local, java.nio.file.Path film, String picture)
      throws IOException, InterruptedException {
    try {
      return paint(local, film, picture, length);
    } catch (MismatchException e) {
      return whole(local, film, picture, e);
    }
  }

  /** Paints a film by one task: its pieces cannot be decoded alone. */
  private Painted whole(
      LocalFolder local, java.nio.file.Path film, String picture, MismatchException reason)
      throws IOException, InterruptedException {
    try {
      Painted painted = paint(local, film, picture, WHOLE);
      List<String> remarks = new ArrayList<>(painted.remarks);
      remarks.add("painted by one task: " + reason.getMessage());
      return new Painted(painted.frames, painted.pieces, painted.kept, remarks);
    } catch (MismatchException e) {
      e.addSuppressed(reason);
      throw new IOException(picture + ": " + e.getMessage(), e);
    }
  }

  private Painted paint(
      LocalFolder local, java.nio.file.Path film, String picture, Duration piece)
      throws IOException, InterruptedException, MismatchException {
    String extension = picture.substring(picture.lastIndexOf('.') + 1);
    FilmPieces pieces = FilmPieces.of(FilmStylizer.of(stylizer), extension).length(piece);
    String work = PIECES + "/" + picture;
    Submitted submitted = new Submitted(work + "/" + pieces.key(film));
    java.nio.file.Path split = Files.createDirectory(local.file("pieces" + piece.toSeconds()));
    try {
      SplitFilm all = pieces.split(film, split, submitted::add);
      for (JavaFutureAction<List<PieceResult>> task : submitted.running) {
        tasks.await(task);
      }
      java.nio.file.Path result = local.file("painted." + extension);
      PaintedFilm joined = FilmPieces.join(film, submitted.fetched(local), result);
      folder.write(picture, result);
      folder.delete(work);
      List<String> remarks = new ArrayList<>(all.remarks());
      remarks.addAll(joined.remarks());
      return new Painted(joined.frames(), all.pieces(), submitted.kept, remarks);
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } finally {
      submitted.running.forEach(task -> task.cancel(true));
    }
  }

  /** The pieces of a film that were handed over so far. */
  private final class Submitted {
    private final String work;
    private final List<String> pieces = new ArrayList<>();
    private final List<JavaFutureAction<List<PieceResult>>> running = new ArrayList<>();
    private int kept;

    Submitted(String work) {
      this.work = work;
    }

    void add(java.nio.file.Path file) {
      String piece = work + "/" + file.getFileName();
      pieces.add(piece);
      tasks.counts().addPiece();
      try {
        if (folder.contains(PaintPiece.part(piece))) {
          kept++;
          tasks.counts().addKept();
        } else {
          folder.write(piece, file);
          running.add(tasks.begin(piece));
        }
        Files.delete(file);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Fetches what was painted. */
    List<java.nio.file.Path> fetched(LocalFolder local) throws IOException {
      List<java.nio.file.Path> parts = new ArrayList<>();
      for (String piece : pieces) {
        java.nio.file.Path part = local.file("part" + parts.size());
        folder.fetch(PaintPiece.part(piece), part);
        parts.add(part);
      }
      return parts;
    }
  }
}
