package stylize.spark;

import io.github.stylizer.PaintingInterruptedException;
import io.github.stylizer.Stylizer;
import io.github.stylizer.StylizerException;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkEnv;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/** Paints photos of one folder into another. */
record PhotoPainting(PhotoFolder photos, PictureFolder pictures, Shared stylizer) {
  /** A row of the report. */
  static final StructType SCHEMA =
      new StructType()
          .add("path", DataTypes.StringType, false)
          .add("picture", DataTypes.StringType, false)
          .add("bytes", DataTypes.LongType, false)
          .add("status", DataTypes.StringType, false)
          .add("milliseconds", DataTypes.LongType, false)
          .add("error", DataTypes.StringType, true)
          .add("executor", DataTypes.StringType, false);

  /** Gives the stylizer of this process, which is opened when the first photo needs it. */
  interface Shared {
    Stylizer get() throws IOException;
  }

  /**
   * Paints a photo, unless its picture is there.
   *
   * @param photo a row of {@link PhotoList#SCHEMA}
   * @return a row of {@link #SCHEMA}
   * @throws IOException if the style cannot be read, or the picture cannot be written
   */
  Row paint(Row photo) throws IOException {
    long start = System.nanoTime();
    String path = photo.getString(0);
    String picture = photo.getString(1);
    PhotoStatus status = PhotoStatus.KEPT;
    String error = null;
    if (!pictures.contains(picture)) {
      Stylizer painter = stylizer.get();
      byte[] content = new byte[0];
      try {
        content = painter.apply(photos.read(path), path, extension(picture));
        status = PhotoStatus.PAINTED;
      } catch (PaintingInterruptedException e) {
        throw e;
      } catch (IOException | StylizerException | IllegalArgumentException e) {
        status = PhotoStatus.FAILED;
        error = String.valueOf(e.getMessage());
      }
      if (status == PhotoStatus.PAINTED) {
        pictures.write(picture, content);
      }
    }
    return RowFactory.create(
        path,
        picture,
        photo.getLong(2),
        status.text(),
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start),
        error,
        SparkEnv.get().executorId());
  }

  private static String extension(String picture) {
    return picture.substring(picture.lastIndexOf('.') + 1);
  }
}
