package io.github.stylizer.film;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Cuts the video of a film at key frames, as it is stored. */
final class FilmSegments {
  /** So much before a key frame, in microseconds: it is the first one after that. */
  private static final double MARGIN = 500;

  /** No film is as long, in microseconds: without a time, ffmpeg cuts every two seconds. */
  private static final double NEVER = 1e15;

  private FilmSegments() {}

  /**
   * Cuts. What is between two cuts goes to a file, with the group of frames before. All times are
   * those of the film.
   *
   * @param cuts at least two, of which the first is the beginning
   * @return a file for each cut
   * @throws IOException if none of the containers that keep times and rotation can hold the video
   */
  static List<Path> write(Ffmpeg ffmpeg, FilmSource film, List<FilmCut> cuts, Path folder)
      throws IOException {
    // Only those of Apple's family have the rotation in all versions of ffmpeg.
    List<String> containers =
        film.probe().isOf("mov") ? List.of("mov", "mp4", "matroska") : List.of("matroska");
    IOException problem = null;
    for (String container : containers) {
      try {
        List<Path> files = new ArrayList<>();
        // Neighbors overlap, so those with even and with odd numbers are cut one after the other.
        List<Path> even = write(ffmpeg, film.file(), cuts, 0, container, folder);
        List<Path> odd = write(ffmpeg, film.file(), cuts, 1, container, folder);
        for (int i = 0; i < cuts.size(); i++) {
          files.add((i % 2 == 0 ? even : odd).get(i / 2));
        }
        return files;
      } catch (IOException e) {
        problem = problem == null ? e : problem;
      }
    }
    throw problem == null ? new IOException("nothing was cut") : problem;
  }

  private static List<Path> write(
      Ffmpeg ffmpeg, Path film, List<FilmCut> cuts, int first, String container, Path folder)
      throws IOException {
    TreeSet<Double> times = new TreeSet<>();
    for (int i = first; i < cuts.size(); i += 2) {
      times.add(cuts.get(i).before());
      if (i + 1 < cuts.size()) {
        times.add(cuts.get(i + 1).key());
      }
    }
    times.remove(FilmCut.BEGINNING.key());
    times.add(NEVER);
    List<String> arguments = new ArrayList<>(Ffmpeg.CONFINED);
    arguments.addAll(List.of("-i", Ffmpeg.url(film), "-map", "0:V:0", "-c", "copy"));
    arguments.addAll(List.of("-avoid_negative_ts", "disabled", "-f", "segment"));
    arguments.addAll(List.of("-segment_format", container, "-segment_times"));
    arguments.add(String.join(",", times.stream().map(FilmSegments::seconds).toList()));
    arguments.add(Ffmpeg.url(folder.resolve("segment-" + first + "-%06d")));
    ffmpeg.run(arguments);
    List<Path> files = new ArrayList<>();
    for (int i = first; i < cuts.size(); i += 2) {
      int number = times.headSet(cuts.get(i).before(), true).size();
      files.add(folder.resolve(name(first, number)));
    }
    Set<Path> others = new HashSet<>();
    for (int number = 0; number <= times.size(); number++) {
      others.add(folder.resolve(name(first, number)));
    }
    others.removeAll(files);
    for (Path other : others) {
      Files.deleteIfExists(other);
    }
    return files;
  }

  private static String name(int first, int number) {
    return String.format(Locale.ROOT, "segment-%d-%06d", first, number);
  }

  private static String seconds(double micros) {
    return String.format(Locale.ROOT, "%.6f", (micros - MARGIN) / 1e6);
  }
}
