package stylize.spark;

import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code spark-submit --class stylize.spark.FilmJob} runs. */
@Command(
    name = "stylize-spark-films",
    mixinStandardHelpOptions = true,
    description = "Paints films on a cluster.")
final class FilmCommand implements Callable<Integer> {
  @Parameters(paramLabel = "FILMS", description = "a folder or a glob, such as s3a://b/in/*.mp4")
  private String films;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FOLDER",
      description = "the folder of the painted films; films that are there are left out")
  private String output;

  @Mixin private StyleOptions style;

  @Option(
      names = "--piece-seconds",
      paramLabel = "N",
      description = "seconds of a film that a task paints at least (${DEFAULT-VALUE})")
  private int pieceSeconds = 10;

  @Option(names = "--format", paramLabel = "EXTENSION", description = "the format of all films")
  private String format;

  @Override
  public Integer call() throws Exception {
    try (SparkSession spark = SparkSession.builder().appName("stylize-spark").getOrCreate()) {
      FilmJob.Builder job =
          FilmJob.builder(films, output, style.source(spark))
              .piece(Duration.ofSeconds(pieceSeconds))
              .onProgress(System.out::println);
      Dataset<Row> report = (format == null ? job : job.format(format)).build().run(spark);
      for (Row film : report.where("status = 'failed'").select("error").collectAsList()) {
        System.err.println("stylize-spark: " + film.getString(0));
      }
    }
    return 0;
  }
}
