package stylize.spark;

import io.github.stylizer.Stylizer;
import io.github.stylizer.film.FilmStylizer;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Paints films on a cluster. The driver splits each film at key frames, and computes the statistics
 * of its shots; each task paints a piece; the driver joins the pieces without encoding them again.
 *
 * <pre>{@code
 * Dataset<Row> report =
 *     FilmJob.builder("hdfs:///films/*.mp4", "hdfs:///painted", () -> Stylizer.style("scream"))
 *         .onProgress(System.out::println)
 *         .build()
 *         .run(spark);
 * }</pre>
 *
 * <p>A film whose painted film is there is left out, and so are its pieces that are there when a
 * job goes on that was stopped. A film that cannot be painted does not fail the job. Only one job
 * may write to a folder at a time.
 *
 * <p>Immutable. Every job has stylizers of its own on the executors.
 */
public final class FilmJob {
  /** While one film is read or joined, another one is painted. */
  private static final int AT_ONCE = 2;

  private final String id = UUID.randomUUID().toString();
  private final String films;
  private final Path output;
  private final StylizerSource source;
  private final String extension;
  private final Duration piece;
  private final Consumer<FilmProgress> listener;

  private FilmJob(Builder builder) {
    films = builder.films;
    output = new Path(builder.output);
    source = builder.source;
    extension = builder.extension;
    piece = builder.piece;
    listener = builder.listener;
  }

  /**
   * Begins a job.
   *
   * @param films a file, a folder, of which subfolders are left out, or a glob, of any file system
   *     that Hadoop knows
   * @param output the folder to write to. A painted film has the path of its film below the folder,
   *     or below the last folder before a wildcard, and its extension, or {@code .mp4} if that
   *     cannot be written
   * @param source opens the stylizer, on the driver and on each executor
   * @return a builder
   */
  public static Builder builder(String films, String output, StylizerSource source) {
    return new Builder(films, output, source);
  }

  /**
   * Paints the films.
   *
   * @param spark the session to use, which stays open
   * @return a row for each film, read from JSON files in the folder {@code _report} of the output:
   *     {@code path} and {@code picture}, below their folders; {@code bytes} of the film; {@code
   *     status}: painted, kept (it was there) or failed; {@code milliseconds} until it was there;
   *     {@code error}; {@code frames}; {@code pieces}, and how many of them were {@code kept}
   *     because they were there; {@code remarks} on what could not be kept
   * @throws IOException if there are no films, two have the same name, the folder cannot be
   *     written, or an executor cannot paint: it has no ffmpeg or no PyTorch
   * @throws io.github.stylizer.StylizerException if the driver has no ffmpeg, or the style cannot
   *     be read
   */
  public Dataset<Row> run(SparkSession spark) throws IOException {
    FilmStylizer.program();
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    Configuration hadoop = context.hadoopConfiguration();
    PhotoList list = PhotoList.of(new Path(films), output, this::named, hadoop);
    Path pictures = PictureFolder.qualified(output, hadoop);
    PictureFolder folder = PictureFolder.of(pictures, hadoop);
    folder.clean();
    FilmCounts counts = new FilmCounts(spark.sparkContext(), list.photos().size());
    List<Row> rows;
    try (Stylizer stylizer = source.open();
        ProgressReports<FilmProgress> progress =
            new ProgressReports<>(counts::progress, listener)) {
      stylizer.prepare();
      progress.start();
      PieceTasks tasks =
          new PieceTasks(
              context, new PaintPiece(id, source, pictures, hadoop, counts.painted()), counts);
      FilmPainting painting =
          new FilmPainting(PhotoFolder.of(list.base(), hadoop), folder, stylizer, piece, tasks);
      rows = painted(list.photos(), painting, counts);
    } finally {
      folder.clean();
      folder.deleteIfEmpty(FilmPainting.PIECES);
    }
    Path report = Reports.in(output);
    spark.createDataFrame(rows, FilmPainting.SCHEMA).coalesce(1).write().json(report.toString());
    return spark.read().schema(FilmPainting.SCHEMA).json(report.toString());
  }

  private String named(String film) {
    if (!extension.isEmpty()) {
      return PhotoList.withExtension(film, extension);
    }
    return FilmStylizer.supports(java.nio.file.Path.of(film))
        ? film
        : PhotoList.withExtension(film, "mp4");
  }

  private static List<Row> painted(List<Row> films, FilmPainting painting, FilmCounts counts)
      throws IOException {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    try {
      List<Future<Row>> futures = new ArrayList<>();
      for (Row film : films) {
        futures.add(
            threads.submit(
                () -> {
                  Row row = painting.paint(film);
                  counts.add(row);
                  return row;
                }));
      }
      List<Row> rows = new ArrayList<>();
      for (Future<Row> future : futures) {
        rows.add(future.get());
      }
      return rows;
    } catch (ExecutionException e) {
      boolean isUnable = e.getCause() instanceof PieceTasks.UnableException;
      if (e.getCause() instanceof RuntimeException unchecked && !isUnable) {
        throw unchecked;
      }
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while films were painted", e);
    } finally {
      threads.shutdownNow();
    }
  }

  /**
   * The main class of {@code spark-submit}: see {@code --help}.
   *
   * @param arguments of the command line
   */
  public static void main(String[] arguments) {
    Commands.run(new FilmCommand(), arguments);
  }

  /** Settings of a job. */
  public static final class Builder {
    private final String films;
    private final String output;
    private final StylizerSource source;
    private String extension = "";
    private Duration piece = Duration.ofSeconds(10);
    private Consumer<FilmProgress> listener = progress -> {};

    private Builder(String films, String output, StylizerSource source) {
      this.films = Objects.requireNonNull(films, "films");
      this.output = Objects.requireNonNull(output, "output");
      this.source = Objects.requireNonNull(source, "source");
    }

    /**
     * Chooses the format of all painted films. Without this setting a painted film has the format
     * of its film, or is an MP4 if that cannot be written.
     *
     * @param chosen an extension, such as {@code mkv}
     * @return this
     * @throws IllegalArgumentException if the format cannot be written
     */
    public Builder format(String chosen) {
      if (!FilmStylizer.supports(java.nio.file.Path.of("film." + chosen))) {
        throw new IllegalArgumentException("a film cannot be written as ." + chosen);
      }
      extension = chosen;
      return this;
    }

    /**
     * Sets how long the pieces are. A lost executor loses the piece that it was painting.
     *
     * @param least of the film's time; a piece ends at the next key frame; the default is 10 s
     * @return this
     * @throws IllegalArgumentException if it is not positive
     */
    public Builder piece(Duration least) {
      if (least.isNegative() || least.isZero()) {
        throw new IllegalArgumentException("a piece is " + least + ", expected more than 0 s");
      }
      piece = least;
      return this;
    }

    /**
     * Reports progress.
     *
     * @param reported called on a thread of its own, at most once a second, and at the end
     * @return this
     */
    public Builder onProgress(Consumer<FilmProgress> reported) {
      listener = Objects.requireNonNull(reported, "reported");
      return this;
    }

    /**
     * Ends the settings.
     *
     * @return the job
     */
    public FilmJob build() {
      return new FilmJob(this);
    }
  }
}
