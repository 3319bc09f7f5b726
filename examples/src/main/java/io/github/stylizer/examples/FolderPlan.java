package io.github.stylizer.examples;

import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import io.github.stylizer.internal.io.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Which photos of a folder are painted, and where each result goes.
 *
 * @param output the output folder, which need not exist
 * @param jobs the photos in order of name, at least one
 * @param others the number of files that were skipped because they are not images
 */
record FolderPlan(Path output, List<Job> jobs, int others) {

  /** A photo, or a painting, and the file to write. */
  record Job(Path photo, Path picture) {}

  /**
   * Creates a plan that writes no file twice and replaces no input.
   *
   * @param folder the photos; subfolders and names that begin with a dot are skipped
   * @param output the output folder, which need not exist
   * @param style the files to paint with
   * @throws IOException if there is no such plan; the message has the reason and what to do
   */
  static FolderPlan of(Path folder, Path output, List<Path> style) throws IOException {
    checkOutput(folder, output);
    List<Path> files = visibleFiles(folder);
    List<Job> jobs = new ArrayList<>();
    for (Path file : files) {
      // One that cannot be read must be reported, not passed over.
      if (ImageDecoder.isImage(file)) {
        jobs.add(new Job(file, output.resolve(pictureName(file))));
      }
    }
    if (jobs.isEmpty()) {
      throw new IOException(folder + ": no images in this folder");
    }
    checkNames(jobs, style);
    return new FolderPlan(output, List.copyOf(jobs), files.size() - jobs.size());
  }

  /**
   * Checks that no file would be written twice and no input replaced.
   *
   * @param others further inputs
   * @throws IOException if so; the message has what to do
   */
  static void checkNames(List<Job> jobs, List<Path> others) throws IOException {
    checkTwice(jobs);
    checkReplaced(jobs, others);
  }

  /**
   * Checks that all files can be written. Their folder must exist.
   *
   * @throws IOException if one cannot; the message has the reason
   */
  static void checkWritable(List<Job> jobs) throws IOException {
    for (Job job : jobs) {
      AtomicFile.requireWritable(job.picture());
    }
  }

  private static void checkOutput(Path folder, Path output) throws IOException {
    if (!Files.exists(output)) {
      if (ImageEncoder.supports(output)) {
        throw new IOException(
            output + " is the name of an image, but " + folder + " is a folder: give a folder");
      }
    } else if (!Files.isDirectory(output)) {
      throw new IOException(output + " is a file, but " + folder + " is a folder: give a folder");
    } else if (Files.isSameFile(folder, output)) {
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

  private static String pictureName(Path photo) {
    String name = name(photo);
    return ImageEncoder.supports(photo) ? name : name.replaceFirst("(?<=.)\\.[^.]*$", "") + ".png";
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
                "%s and %s would both be written to %s: rename one of them",
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
      read.computeIfAbsent(Files.size(job.photo()), size -> new ArrayList<>()).add(job.photo());
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
