package io.github.stylizer.internal.data;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The files of a folder tree that may be images: all regular files of any name, since images are
 * recognized by content. Other files are skipped when they are read. Files and folders whose name
 * begins with a dot are left out on every platform.
 *
 * <p>Symbolic links are followed. A folder that can be reached by several paths, such as through a
 * link to a parent, is listed once, under the shortest of them.
 *
 * <p>Instances are immutable: the tree is listed once.
 */
public final class ImageFolder {
  private final Path path;
  private final List<Path> files;

  private ImageFolder(Path path, List<Path> files) {
    this.path = path;
    this.files = files;
  }

  /**
   * Lists a folder and all folders in it. No file is opened.
   *
   * @param folder the folder
   * @return its files
   * @throws IOException if there is no such folder, if it or a folder in it cannot be listed, or if
   *     there is no file in it
   */
  public static ImageFolder of(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      throw problem(folder, "no such folder; choose a folder of photos");
    }
    if (!Files.isDirectory(folder)) {
      throw problem(
          folder, "is a file, expected a folder; choose the folder that contains the photos");
    }
    List<Path> files = regularFiles(folder);
    if (files.isEmpty()) {
      throw problem(folder, "this folder contains no files; add photos to it");
    }
    return new ImageFolder(folder, files);
  }

  /**
   * Returns the folder.
   *
   * @return the path it was listed by
   */
  public Path path() {
    return path;
  }

  /**
   * Returns the files.
   *
   * @return at least one file, sorted by relative path, with {@code /} between names and compared
   *     by UTF-16 code units; unmodifiable
   */
  public List<Path> files() {
    return files;
  }

  private static List<Path> regularFiles(Path folder) throws IOException {
    List<NamedFile> files = new ArrayList<>();
    Set<Path> seen = new HashSet<>();
    // Sorted level by level, so that the paths are the same on every file system.
    Deque<Path> folders = new ArrayDeque<>(List.of(folder));
    while (!folders.isEmpty()) {
      Path next = folders.remove();
      if (!seen.add(next.toRealPath())) {
        continue;
      }
      for (Path entry : visibleEntries(next)) {
        if (Files.isDirectory(entry)) {
          folders.add(entry);
        } else if (Files.isRegularFile(entry)) {
          files.add(new NamedFile(relativeName(folder, entry), entry));
        }
      }
    }
    Collections.sort(files);
    return files.stream().map(NamedFile::file).toList();
  }

  private static List<Path> visibleEntries(Path folder) throws IOException {
    List<Path> entries = new ArrayList<>();
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
      for (Path entry : stream) {
        if (!name(entry).startsWith(".")) {
          entries.add(entry);
        }
      }
    } catch (IOException | DirectoryIteratorException e) {
      IOException problem =
          problem(
              folder,
              "this folder cannot be listed ("
                  + e.getClass().getSimpleName()
                  + "); make it readable or move it elsewhere");
      problem.initCause(e);
      throw problem;
    }
    entries.sort(Comparator.comparing(ImageFolder::name));
    return entries;
  }

  private static String name(Path entry) {
    return entry.getFileName().toString();
  }

  private static String relativeName(Path folder, Path file) {
    List<String> names = new ArrayList<>();
    folder.relativize(file).forEach(name -> names.add(name.toString()));
    return String.join("/", names);
  }

  private static IOException problem(Path folder, String problem) {
    return new IOException(folder + ": " + problem);
  }

  /** Keeps the file, too: names with characters that the platform cannot encode may collide. */
  private record NamedFile(String name, Path file) implements Comparable<NamedFile> {
    @Override
    public int compareTo(NamedFile other) {
      int order = name.compareTo(other.name);
      return order != 0 ? order : file.compareTo(other.file);
    }
  }
}
