package stylize.spark;

import io.github.stylizer.image.ImageEncoder;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.SparkContext;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Paints a folder of photos on a cluster.
 *
 * <pre>{@code
 * Dataset<Row> report =
 *     StylizeJob.builder("s3a://bucket/in/*.jpg", "s3a://bucket/out", () -> Stylizer.style("scream"))
 *         .onProgress(System.out::println)
 *         .build()
 *         .run(spark);
 * report.where("status = 'failed'").select("path", "error").show();
 * }</pre>
 *
 * <p>Only paths travel: each task reads its photos, paints them one by one, and writes the
 * pictures. All tasks of an executor share one stylizer. A photo whose picture is there is left
 * out, so that a job that was stopped goes on when it is run again; for another style, use another
 * folder. A photo that cannot be painted does not fail the job. Only one job may write to a folder
 * at a time.
 *
 * <p>Immutable. Every job has stylizers of its own on the executors.
 */
public final class StylizeJob {
  private final String id = UUID.randomUUID().toString();
  private final String photos;
  private final Path pictures;
  private final StylizerSource source;
  private final String extension;
  private final int photosPerTask;
  private final Consumer<JobProgress> listener;

  private StylizeJob(Builder builder) {
    photos = builder.photos;
    pictures = new Path(builder.pictures);
    source = builder.source;
    extension = builder.extension;
    photosPerTask = builder.photosPerTask;
    listener = builder.listener;
  }

  /**
   * Begins a job.
   *
   * @param photos a file, a folder, of which subfolders are left out, or a glob such as {@code
   *     hdfs:///photos/2024-*}, of any file system that Hadoop knows. Files whose names begin with
   *     a dot or an underscore are left out
   * @param pictures the folder to write to. A picture has the path of its photo below the folder,
   *     or below the last folder before a wildcard
   * @param source opens the stylizer, on each executor
   * @return a builder
   */
  public static Builder builder(String photos, String pictures, StylizerSource source) {
    return new Builder(photos, pictures, source);
  }

  /**
   * Paints the photos.
   *
   * @param spark the session to use, which stays open
   * @return a row for each photo, read from JSON files in the folder {@code _report} of the
   *     pictures: {@code path} and {@code picture}, below their folders; {@code bytes} of the
   *     photo; {@code status}: painted, kept (its picture was there) or failed; {@code
   *     milliseconds}, {@code error} and {@code executor}
   * @throws IOException if there are no photos, two have the same picture, or the folder cannot be
   *     written
   */
  public Dataset<Row> run(SparkSession spark) throws IOException {
    SparkContext context = spark.sparkContext();
    Configuration hadoop = context.hadoopConfiguration();
    PhotoList list = PhotoList.of(new Path(photos), pictures, extension, hadoop);
    PictureFolder folder = PictureFolder.of(pictures, hadoop);
    folder.clean();
    PhotoCounts counts = new PhotoCounts(context);
    PaintPhotos painting =
        new PaintPhotos(
            id,
            source,
            list.base(),
            PictureFolder.qualified(pictures, hadoop),
            hadoop,
            counts);
    long total = list.photos().size();
    String report = Reports.in(pictures).toString();
    try (ProgressReports<JobProgress> progress =
        new ProgressReports<>(() -> counts.progress(total), listener)) {
      progress.start();
      distributed(list.photos(), spark)
          .mapPartitions(painting, Encoders.row(PhotoPainting.SCHEMA))
          .write()
          .json(report);
    } finally {
      folder.clean();
    }
    return spark.read().schema(PhotoPainting.SCHEMA).json(report);
  }

  /** In small tasks, at least one for each core: a photo takes long, and some take longer. */
  private Dataset<Row> distributed(List<Row> rows, SparkSession spark) {
    JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    int tasks = (rows.size() - 1) / photosPerTask + 1;
    int enough = Math.max(tasks, Math.min(rows.size(), context.defaultParallelism()));
    return spark.createDataFrame(context.parallelize(rows, enough), PhotoList.SCHEMA);
  }

  /**
   * The main class of {@code spark-submit}: see {@code --help}.
   *
   * @param arguments of the command line
   */
  public static void main(String[] arguments) {
    Commands.run(new JobCommand(), arguments);
  }

  /** Settings of a job. */
  public static final class Builder {
    private static final int PHOTOS_PER_TASK = 32;

    private final String photos;
    private final String pictures;
    private final StylizerSource source;
    private String extension = "";
    private int photosPerTask = PHOTOS_PER_TASK;
    private Consumer<JobProgress> listener = progress -> {};

    private Builder(String photos, String pictures, StylizerSource source) {
      this.photos = Objects.requireNonNull(photos, "photos");
      this.pictures = Objects.requireNonNull(pictures, "pictures");
      this.source = Objects.requireNonNull(source, "source");
    }

    /**
     * Chooses the format of all pictures. Without this setting a picture has the format of its
     * photo, or is a PNG if that cannot be written.
     *
     * @param chosen an extension, such as {@code jpg}
     * @return this
     * @throws IllegalArgumentException if the format cannot be written
     */
    public Builder format(String chosen) {
      ImageEncoder.requireSupported(java.nio.file.Path.of("picture." + chosen));
      extension = chosen;
      return this;
    }

    /**
     * Sets how many photos a task paints at most. The tasks of a lost executor begin anew, but
     * leave out what it had painted.
     *
     * @param count at least 1; the default is 32
     * @return this
     * @throws IllegalArgumentException if the count is less than 1
     */
    public Builder photosPerTask(int count) {
      if (count < 1) {
        throw new IllegalArgumentException("photosPerTask is " + count + ", expected at least 1");
      }
      photosPerTask = count;
      return this;
    }

    /**
     * Reports progress.
     *
     * @param reported called on a thread of its own, at most once a second, and at the end
     * @return this
     */
    public Builder onProgress(Consumer<JobProgress> reported) {
      listener = Objects.requireNonNull(reported, "reported");
      return this;
    }

    /**
     * Ends the settings.
     *
     * @return the job
     */
    public StylizeJob build() {
      return new StylizeJob(this);
    }
  }
}
