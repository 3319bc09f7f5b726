package stylize.spark;

import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What {@code spark-submit} runs. Master, memory and executors are options of spark-submit. */
@Command(
    name = "stylize-spark",
    mixinStandardHelpOptions = true,
    description = "Paints a folder of photos on a cluster.")
final class JobCommand implements Callable<Integer> {
  private static final int LISTED = 20;

  @Parameters(paramLabel = "PHOTOS", description = "a folder or a glob, such as s3a://b/in/*.jpg")
  private String photos;

  @Option(
      names = {"-o", "--output"},
      required = true,
      paramLabel = "FOLDER",
      description = "the folder of the pictures; photos whose pictures are there are left out")
  private String output;

  @Mixin private StyleOptions style;

  @Option(names = "--format", paramLabel = "EXTENSION", description = "the format of all pictures")
  private String format;

  @Option(
      names = "--photos-per-task",
      paramLabel = "N",
      description = "photos that a task paints at most (${DEFAULT-VALUE})")
  private int photosPerTask = 32;

  @Override
  public Integer call() throws Exception {
    try (SparkSession spark = SparkSession.builder().appName("stylize-spark").getOrCreate()) {
      StylizeJob.Builder job =
          StylizeJob.builder(photos, output, style.source(spark))
              .photosPerTask(photosPerTask)
              .onProgress(System.out::println);
      Dataset<Row> report = (format == null ? job : job.format(format)).build().run(spark);
      Dataset<Row> failed = report.where("status = 'failed'").select("path", "error");
      for (Row photo : failed.takeAsList(LISTED)) {
        System.err.println("stylize-spark: " + photo.getString(1));
      }
    }
    return 0;
  }
}
