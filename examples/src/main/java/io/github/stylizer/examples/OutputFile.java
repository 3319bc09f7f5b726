package io.github.stylizer.examples;

import io.github.stylizer.image.ImageEncoder;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds out before the long work whether its result can be written. */
final class OutputFile {

  private OutputFile() {}

  /**
   * Checks a file to be.
   *
   * @param output where the picture is to be written
   * @param inputs the files that the picture is made from, which must not be overwritten
   * @throws IOException if nothing can be written there, saying why and what to do
   * @throws IllegalArgumentException if its extension is missing or unknown
   */
  static void check(Path output, List<Path> inputs) throws IOException {
    if (Files.isDirectory(output)) {
      throw new IOException(output + " is a directory: give the name of a file in it");
    }
    ImageEncoder.requireSupported(output);
    checkFolder(output);
    for (Path input : inputs) {
      if (Files.exists(output) && Files.isSameFile(output, input)) {
        throw new IOException(output + " would overwrite " + input + ": choose another -o");
      }
    }
  }

  /**
   * Makes up a name, in the present folder.
   *
   * @param photo what is painted: a file or a folder
   * @param styles files or names of styles
   * @return {@code photo-style.png}, or without an ending for a folder
   */
  static Path named(Path photo, List<String> styles) {
    String name =
        Stream.concat(Stream.of(photo.toAbsolutePath().normalize()), styles.stream().map(Path::of))
            .map(OutputFile::stem)
            .collect(Collectors.joining("-"));
    return Path.of(Files.isDirectory(photo) ? name : name + ".png");
  }

  /** The name of a file without its folders and its ending. */
  static String stem(Path file) {
    // A root has no name.
    Path name = file.getFileName();
    return name == null ? "root" : name.toString().replaceFirst("(?<=.)\\.[^.]*$", "");
  }

  /**
   * Checks the folder of a file to be.
   *
   * @param output where the file is to be written
   * @throws IOException if nothing can be written there, saying why and what to do
   */
  static void checkFolder(Path output) throws IOException {
    Path folder = output.toAbsolutePath().normalize().getParent();
    if (!Files.isDirectory(folder)) {
      throw new IOException(folder + " is not a directory: make it first, or choose another -o");
    }
    tryToWrite(folder);
  }

  /**
   * Makes a folder for pictures, or finds out that one can be written into.
   *
   * @param folder the folder, which need not exist
   * @param option the option that named it
   * @throws IOException if it cannot be made or written into, saying what to do
   */
  static void makeFolder(Path folder, String option) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new IOException(
          "the folder " + folder + " cannot be made: choose another " + option, e);
    }
    tryToWrite(folder);
  }

  /** Only a file that was really made proves that one can be made. */
  private static void tryToWrite(Path folder) throws IOException {
    try {
      Files.delete(Files.createTempFile(folder, ".stylize", ".tmp"));
    } catch (FileSystemException e) {
      String reason = e.getReason() == null ? "" : " (" + e.getReason() + ")";
      throw new IOException(
          "nothing can be written into " + folder + reason + ": choose another folder", e);
    }
  }
}
