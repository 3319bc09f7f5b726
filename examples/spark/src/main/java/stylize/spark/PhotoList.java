package stylize.spark;

import io.github.stylizer.image.ImageEncoder;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * The photos of a folder or a glob: their paths, below one folder, and their sizes. Nothing is read
 * but folders.
 *
 * @param base the folder that all paths are below: the given one, or the last before a wildcard
 * @param photos rows of {@link #SCHEMA}, in the order of their paths; at least one
 */
record PhotoList(Path base, List<Row> photos) {
  static final StructType SCHEMA =
      new StructType()
          .add("path", DataTypes.StringType, false)
          .add("picture", DataTypes.StringType, false)
          .add("bytes", DataTypes.LongType, false);

  private static final String WILDCARDS = "*?[{";

  /**
   * Lists the photos.
   *
   * @param input a file, a folder, of which subfolders are left out, or a glob of files and folders
   * @param output the folder of the pictures; what is in it is no photo
   * @param extension of all pictures, or an empty one for that of the photo, and png if its format
   *     cannot be written
   * @throws IOException if there are none, or two have the same picture
   */
  static PhotoList of(Path input, Path output, String extension, Configuration configuration)
      throws IOException {
    return of(input, output, photo -> picture(photo, extension), configuration);
  }

  /**
   * Lists files.
   *
   * @param picture gives the path of what is painted, by that of the file
   */
  static PhotoList of(
      Path input, Path output, UnaryOperator<String> picture, Configuration configuration)
      throws IOException {
    FileSystem files = input.getFileSystem(configuration);
    Path given = files.makeQualified(input);
    FileStatus[] matches = files.globStatus(given);
    if (matches == null || matches.length == 0) {
      throw new FileNotFoundException(input + ": there is no such file or folder");
    }
    Path fixed = fixedPart(given);
    Path base = fixed.equals(given) && matches[0].isFile() ? fixed.getParent() : fixed;
    Collected collected =
        new Collected(
            base.toUri().getPath(),
            folder(files.makeQualified(output)),
            picture,
            new ArrayList<>());
    for (FileStatus match : matches) {
      if (match.isFile()) {
        collected.add(match);
      } else if (folder(match.getPath()).equals(collected.output) && matches.length == 1) {
        throw new IOException(output + " is the folder of the photos: use another one");
      } else {
        RemoteIterator<FileStatus> inside = files.listStatusIterator(match.getPath());
        while (inside.hasNext()) {
          FileStatus file = inside.next();
          if (file.isFile()) {
            collected.add(file);
          }
        }
      }
    }
    List<Row> photos = collected.photos;
    if (photos.isEmpty()) {
      throw new FileNotFoundException(input + ": there are no files");
    }
    photos.sort(Comparator.comparing(row -> row.getString(0)));
    requireDifferent(photos);
    return new PhotoList(base, photos);
  }

  /** The longest beginning of a path without wildcards. */
  private static Path fixedPart(Path path) {
    Path fixed = path;
    for (Path part = path; part != null; part = part.getParent()) {
      if (part.getName().chars().anyMatch(letter -> WILDCARDS.indexOf(letter) >= 0)) {
        fixed = part.getParent();
      }
    }
    return fixed;
  }

  private static String folder(Path path) {
    String name = path.toString();
    return name.endsWith("/") ? name : name + "/";
  }

  private static void requireDifferent(List<Row> photos) throws IOException {
    Set<String> pictures = new HashSet<>();
    for (Row photo : photos) {
      if (!pictures.add(photo.getString(1))) {
        throw new IOException(
            photo.getString(0)
                + " and another photo would both be written to "
                + photo.getString(1)
                + ": rename one of them, or paint them into different folders");
      }
    }
  }

  private record Collected(
      String base, String output, UnaryOperator<String> picture, List<Row> photos) {

    void add(FileStatus file) {
      Path path = file.getPath();
      boolean hidden = path.getName().startsWith(".") || path.getName().startsWith("_");
      if (hidden || path.toString().startsWith(output)) {
        return;
      }
      String absolute = path.toUri().getPath();
      String name = absolute.substring(base.endsWith("/") ? base.length() : base.length() + 1);
      photos.add(RowFactory.create(name, picture.apply(name), file.getLen()));
    }
  }

  private static String picture(String photo, String extension) {
    if (!extension.isEmpty()) {
      return withExtension(photo, extension);
    }
    return ImageEncoder.supports(java.nio.file.Path.of(photo))
        ? photo
        : withExtension(photo, "png");
  }

  /** A path with another extension. */
  static String withExtension(String path, String extension) {
    int dot = path.lastIndexOf('.');
    String stem = dot > path.lastIndexOf('/') + 1 ? path.substring(0, dot) : path;
    return stem + "." + extension;
  }
}
