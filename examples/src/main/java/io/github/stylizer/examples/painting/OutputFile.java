package io.github.stylizer.examples.painting;

import io.github.stylizer.image.ImageEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Checks before long work that its result can be written. */
public final class OutputFile {

  private OutputFile() {}

  /**
   * Checks an output file.
   *
   * @param output where the image will be written
   * @param inputs the input files, which must not be overwritten
   * @throws IOException if nothing can be written there; the message has the reason and what to do
   * @throws IllegalArgumentException if its extension is missing or unknown
   */
  public static void check(Path output, List<Path> inputs) throws IOException {
    if (Files.isDirectory(output)) {
      throw new IOException(output + " is a directory: give a file name");
    }
    ImageEncoder.requireSupported(output);
    requireOther(output, inputs, "-o");
    ImageEncoder.requireWritable(output);
  }

  /**
   * Checks that a file that will be written is no input, not even by another name.
   *
   * @param output the file that will be written
   * @param inputs the files that are read
   * @param option the option that named it
   * @throws IOException if it is
   */
  public static void requireOther(Path output, List<Path> inputs, String option)
      throws IOException {
    for (Path input : inputs) {
      if (Files.exists(output) && Files.isSameFile(output, input)) {
        throw new IOException(output + " would overwrite " + input + ": use another " + option);
      }
    }
  }

  /**
   * Returns a default name, in the current folder.
   *
   * @param photo what is painted: a file or a folder
   * @param styles files or names of styles
   * @param extension with its dot
   * @return {@code photo-style.png}, or without an extension for a folder
   */
  public static Path named(Path photo, List<String> styles, String extension) {
    String name =
        Stream.concat(Stream.of(photo.toAbsolutePath().normalize()), styles.stream().map(Path::of))
            .map(OutputFile::stem)
            .collect(Collectors.joining("-"));
    return Path.of(Files.isDirectory(photo) ? name : name + extension);
  }

  /**
   * Returns the extension of a file.
   *
   * @param file whose name has one
   * @return the extension with its dot
   */
  public static String extension(Path file) {
    String name = file.toString();
    return name.substring(name.lastIndexOf('.'));
  }

  /**
   * Returns a file's name without its extension.
   *
   * @param file any path
   * @return the name; {@code root} for a root
   */
  public static String stem(Path file) {
    // A root has no file name.
    Path name = file.getFileName();
    return name == null ? "root" : name.toString().replaceFirst("(?<=.)\\.[^.]*$", "");
  }

  /**
   * Creates a folder, unless it exists. Whether its files can be written is for the caller to
   * check.
   *
   * @param folder the folder, which need not exist
   * @param option the option that named it
   * @throws IOException if it cannot be created; the message has what to do
   */
  public static void makeFolder(Path folder, String option) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IOException(
          "the folder " + folder + " cannot be created: use another " + option, e);
    }
  }
}
