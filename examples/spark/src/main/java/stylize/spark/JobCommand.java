package stylize.spark;

import io.github.stylizer.Stylizer;
import java.io.IOException;
import java.util.concurrent.Callable;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine;
import picocli.CommandLine.Command;
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

  @Option(
      names = {"-s", "--style"},
      required = true,
      paramLabel = "STYLE",
      description = "the name of a bundled style, a painting or a .style file")
  private String style;

  @Option(names = "--size", paramLabel = "N", description = "longer side in pixels")
  private int size;

  @Option(names = "--max-size", paramLabel = "N", description = "longer side in pixels at most")
  private int maxSize;

  @Option(names = "--strength", paramLabel = "S", description = "0 to 1 (the default)")
  private double strength = 1;

  @Option(names = "--preserve-colors", description = "keep the colors of the photos")
  private boolean preserveColors;

  @Option(names = "--format", paramLabel = "EXTENSION", description = "the format of all pictures")
  private String format;

  @Option(
      names = "--photos-per-task",
      paramLabel = "N",
      description = "photos that a task paints at most (${DEFAULT-VALUE})")
  private int photosPerTask = 32;

  /** Runs the job, and ends the process with an error if it fails, but not if photos do. */
  static void run(String[] arguments) {
    CommandLine command = new CommandLine(new JobCommand());
    command.setExecutionExceptionHandler(
        (error, failed, parsed) -> {
          failed.getErr().println("stylize-spark: " + error.getMessage());
          return failed.getCommandSpec().exitCodeOnExecutionException();
        });
    int code = command.execute(arguments);
    if (code != 0) {
      System.exit(code);
    }
  }

  @Override
  public Integer call() throws Exception {
    try (SparkSession spark = SparkSession.builder().appName("stylize-spark").getOrCreate()) {
      StylizeJob.Builder job =
          StylizeJob.builder(photos, output, source(spark))
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

  private StylizerSource source(SparkSession spark) throws IOException {
    StyleChoice choice = StyleChoice.of(style, spark.sparkContext().hadoopConfiguration());
    // Only these travel, not this command.
    int side = size;
    int limit = maxSize;
    double share = strength;
    double colors = preserveColors ? 1 : 0;
    return () -> {
      Stylizer stylizer = Stylizer.style(choice.style()).strength(share).preserveColors(colors);
      if (limit > 0) {
        stylizer = stylizer.maxSize(limit);
      }
      return side > 0 ? stylizer.size(side) : stylizer;
    };
  }
}
