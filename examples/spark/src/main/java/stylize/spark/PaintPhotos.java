package stylize.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.util.SerializableConfiguration;

/**
 * A task: paints photos one by one, when Spark asks for the next row of the report. What is wrong
 * with a photo stands in its row; what is wrong with the style, with PyTorch or with the output
 * folder fails the task, since all other photos would fail, too.
 */
final class PaintPhotos implements MapPartitionsFunction<Row, Row> {
  private final String job;
  private final StylizerSource source;
  private final String input;
  private final String output;
  private final SerializableConfiguration hadoop;
  private final PhotoCounts counts;

  PaintPhotos(
      String job,
      StylizerSource source,
      Path input,
      Path output,
      Configuration hadoop,
      PhotoCounts counts) {
    this.job = job;
    this.source = source;
    this.input = input.toString();
    this.output = output.toString();
    this.hadoop = new SerializableConfiguration(hadoop);
    this.counts = counts;
  }

  @Override
  public Iterator<Row> call(Iterator<Row> photos) throws IOException {
    TaskContext task = TaskContext.get();
    PictureFolder pictures = PictureFolder.of(new Path(output), hadoop.value());
    PhotoPainting painting =
        new PhotoPainting(
            PhotoFolder.of(new Path(input), hadoop.value()),
            pictures,
            () -> SharedStylizers.get(job, source));
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        return photos.hasNext();
      }

      @Override
      public Row next() {
        task.killTaskIfInterrupted();
        try {
          Row painted = painting.paint(photos.next());
          counts.add(painted);
          return painted;
        } catch (IOException | RuntimeException e) {
          // Another attempt was faster, or the job was canceled: not an error of this photo.
          task.killTaskIfInterrupted();
          throw e instanceof IOException io
              ? new UncheckedIOException(io.getMessage(), io)
              : (RuntimeException) e;
        }
      }
    };
  }
}
