package stylize.spark;

import io.github.stylizer.Stylizer;
import java.io.IOException;
import org.apache.spark.sql.SparkSession;
import picocli.CommandLine.Option;

/** How to paint. */
final class StyleOptions {
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

  StylizerSource source(SparkSession spark) throws IOException {
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
