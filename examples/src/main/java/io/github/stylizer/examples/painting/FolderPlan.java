package io.github.stylizer.examples.painting;

import io.github.stylizer.film.FilmStylizer;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.internal.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Which photos are painted into a folder, and where each result goes.
 *
 * @param output the output folder, which need not exist
 * @param jobs the photos in the given order, those of a folder in order of name; at least one
 * @param others the number of files in folders that were skipped because they are not images
 */
public record FolderPlan(Path output, List<Job> jobs, int others) {

  /**
   * A photo, or a painting, and the file to write.
   *
   * @param photo the file that is read
   * @param picture the file that is written
   */
  public record Job(Path photo, Path picture) {}

  /**
   * Creates a plan that writes no file twice and replaces no input. A photo that is given twice is
   * painted once.
   *
   * @param given photos, and folders of photos, of which subfolders and names that begin with a dot
   *     are skipped
   * @param output the output folder, which need not exist
   * @param style the files to paint with
   * @param depth bits per channel of the results, 8 or 16
   * @return the plan
   * @throws IOException if there is no such plan; the message has the reason and what to do
   */
  public static FolderPlan of(List<Path> given, Path output, List<Path> style, int depth)
      throws IOException {
    return of(given, output, photo -> output.resolve(pictureName(photo, depth)), style);
  }

  /**
   * Creates a plan for pictures beside each other in the current folder, named after photo and
   * style.
   *
   * @param given photos, and folders of photos
   * @param styles files or names of styles
   * @param style the files to paint with
   * @return the plan
   * @throws IOException if there is no such plan; the message has the reason and what to do
   */
  public static FolderPlan ofDefaultNames(List<Path> given, List<String> styles, List<Path> style)
      throws IOException {
    return of(
        given,
        Path.of("").toAbsolutePath(),
        photo -> OutputFile.named(photo, styles, ".png"),
        style);
  }

  private static FolderPlan of(
      List<Path> given, Path output, UnaryOperator<Path> picture, List<Path> style)
      throws IOException {
    Map<Path, Path> photos = new LinkedHashMap<>();
    int others = 0;
    for (Path input : given) {
      if (!Files.isDirectory(input)) {
        // One that cannot be read must be reported, not passed over.
        photos.putIfAbsent(identity(input), input);
        continue;
      }
      checkOther(input, output);
      List<Path> files = visibleFiles(input);
      List<Path> images = images(files);
      if (images.isEmpty()) {
        throw new IOException(input + ": no images in this folder");
      }
      images.forEach(image -> photos.putIfAbsent(identity(image), image));
      others += files.size() - images.size();
    }
    checkFolder(given, output);
    List<Job> jobs =
        photos.values().stream().map(photo -> new Job(photo, picture.apply(photo))).toList();
    checkNames(jobs, style);
    return new FolderPlan(output, jobs, others);
  }

  /** Not the file that a link leads to: each link becomes a picture of its own. */
  private static Path identity(Path file) {
    return file.toAbsolutePath().normalize();
  }

  private static List<Path> images(List<Path> files) throws IOException {
    List<Path> images = new ArrayList<>();
    for (Path file : files) {
      // One that cannot be read must be reported, not passed over.
      if (ImageDecoder.isImage(file)) {
        images.add(file);
      }
    }
    return images;
  }

  /**
   * Checks that no file would be written twice and no input replaced.
   *
   * @param jobs what is read and written
   * @param others further inputs
   * @throws IOException if so; the message has what to do
   */
  public static void checkNames(List<Job> jobs, List<Path> others) throws IOException {
    checkTwice(jobs);
    checkReplaced(jobs, others);
  }

  /**
   * Checks that all files can be written. Their folder must exist.
   *
   * @param jobs what is written
   * @throws IOException if one cannot; the message has the reason
   */
  public static void checkWritable(List<Job> jobs) throws IOException {
    for (Job job : jobs) {
      AtomicFile.requireWritable(job.picture());
    }
  }

  private static void checkFolder(List<Path> given, Path output) throws IOException {
    String what =
        given.size() == 1 ? given.get(0) + " is a folder" : given.size() + " photos are given";
    if (!Files.exists(output)) {
      // A film's extension, such as .gif, is not that of a folder either.
      if (ImageEncoder.supports(output) || FilmStylizer.supports(output)) {
        throw new IOException(output + " is the name of an image, but " + what + ": give a folder");
      }
    } else if (!Files.isDirectory(output)) {
      throw new IOException(output + " is a file, but " + what + ": give a folder");
    }
  }

  private static void checkOther(Path folder, Path output) throws IOException {
    if (Files.exists(output) && Files.isSameFile(folder, output)) {
      throw new IOException(output + " is the folder of the photos: use another -o");
    }
  }

  private static List<Path> visibleFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> !name(file).startsWith("."))
          .filter(Files::isRegularFile)
          .sorted()
          .toList();
    }
  }

  private static String pictureName(Path photo, int depth) {
    String name = name(photo);
    return ImageEncoder.supports(photo, depth)
        ? name
        : name.replaceFirst("(?<=.)\\.[^.]*$", "") + ".png";
  }

  /** Many file systems are case-insensitive. */
  private static void checkTwice(List<Job> jobs) throws IOException {
    Map<String, Job> seen = new HashMap<>();
    for (Job job : jobs) {
      Job other = seen.putIfAbsent(name(job.picture()).toLowerCase(Locale.ROOT), job);
      if (other != null) {
        throw new IOException(
            String.format(
                Locale.ROOT,
                "%s and %s would both be written to %s: rename one of them, or paint"
                    + " them into different folders",
                other.photo(),
                job.photo(),
                job.picture()));
      }
    }
  }

  private static void checkReplaced(List<Job> jobs, List<Path> others) throws IOException {
    // Names do not tell: a picture may be a hard link to a photo. Files of other sizes need not be
    // compared, which keeps this fast for thousands of photos.
    Map<Long, List<Path>> read = new HashMap<>();
    for (Path file : others) {
      read.computeIfAbsent(Files.size(file), size -> new ArrayList<>()).add(file);
    }
    for (Job job : jobs) {
      if (Files.exists(job.photo())) {
        read.computeIfAbsent(Files.size(job.photo()), size -> new ArrayList<>()).add(job.photo());
      }
    }
    for (Job job : jobs) {
      Path picture = job.picture();
      if (Files.isDirectory(picture)) {
        throw new IOException(picture + " is a directory: use another -o");
      }
      if (Files.exists(picture)) {
        OutputFile.requireOther(picture, read.getOrDefault(Files.size(picture), List.of()), "-o");
      }
    }
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }
}
