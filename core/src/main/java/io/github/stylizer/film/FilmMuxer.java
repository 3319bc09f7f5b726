package io.github.stylizer.film;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Joins painted parts to a film, without encoding them again, and adds the sound, subtitles,
 * chapters and metadata of the original.
 */
final class FilmMuxer {
  private static final String NO_CHANGE = "copy";
  private static final String WITHOUT = "";

  /** Microseconds that the beginning of a part may be rounded up, and one more. */
  private static final long ROUNDING = 2;

  private final Ffmpeg ffmpeg;
  private final Path original;
  private final FilmRange range;
  private final FilmFormat format;
  private final int ticks;
  private final Path folder;
  private final List<String> remarks = new ArrayList<>();

  /**
   * Prepares.
   *
   * @param folder of the parts, and of what is made of them
   */
  FilmMuxer(
      Ffmpeg ffmpeg, Path original, FilmRange range, FilmFormat format, int ticks, Path folder) {
    this.ffmpeg = ffmpeg;
    this.original = original;
    this.range = range;
    this.format = format;
    this.ticks = ticks;
    this.folder = folder;
  }

  /**
   * Writes the film.
   *
   * @param parts at least one
   * @param cutOff whether sound and subtitles end with the last frame
   * @return a file in the folder of the parts
   */
  Path join(List<FilmPart> parts, boolean cutOff) throws IOException {
    Path list = folder.resolve("list.ffconcat");
    Files.writeString(list, list(parts));
    Path film = folder.resolve("film." + format.muxer());
    if (format.isAnimation()) {
      animate(list, film);
    } else {
      FilmPart last = parts.get(parts.size() - 1);
      join(list, parts.get(0).from(), cutOff ? last.to() : 0, film);
    }
    return film;
  }

  /** What could not be kept. */
  List<String> remarks() {
    return remarks;
  }

  /**
   * The length of a part is the distance to the next one, so that no error adds up. The time it
   * begins at is said too: ffmpeg does not know that of a few frames of H.264, whose order it has
   * yet to see, and takes it for 0. The end is said because a part may have more.
   */
  private static String list(List<FilmPart> parts) {
    StringBuilder text = new StringBuilder("ffconcat version 1.0\n");
    for (int i = 0; i < parts.size(); i++) {
      FilmPart part = parts.get(i);
      boolean last = i + 1 == parts.size();
      long end = last ? part.to() : parts.get(i + 1).from();
      text.append("file '").append(Ffmpeg.url(part.file()).replace("'", "'\\''")).append("'\n");
      text.append("inpoint ").append(seconds(part.from())).append('\n');
      if (!last) {
        text.append("outpoint ").append(seconds(end - ROUNDING)).append('\n');
      }
      text.append("duration ").append(seconds(end - part.from())).append('\n');
    }
    return text.toString();
  }

  private static String seconds(long micros) {
    return FilmRange.seconds(Duration.of(micros, ChronoUnit.MICROS));
  }

  private static List<String> painted(Path list) {
    return new ArrayList<>(
        List.of(
            "-fflags", "+discardcorrupt", "-f", "concat", "-safe", "0", "-i", Ffmpeg.url(list)));
  }

  /** Takes the sound and subtitles as they are if the format can hold them, else converts them. */
  private void join(Path list, long start, long end, Path film) throws IOException {
    IOException problem = null;
    List<String> sounds = List.of(NO_CHANGE, format.sound(), WITHOUT);
    for (String sound : sounds) {
      for (String subtitles : List.of(NO_CHANGE, format.subtitles(), WITHOUT)) {
        try {
          ffmpeg.run(arguments(list, start, end, sound, subtitles, film));
          remark(sound, subtitles, problem);
          return;
        } catch (IOException e) {
          problem = problem == null || !isFull(problem) ? e : problem;
        }
      }
    }
    // On a full disk, what it holds would be missing for the rest.
    Files.deleteIfExists(film);
    throw problem == null ? new IOException("nothing was joined") : problem;
  }

  private static boolean isFull(IOException problem) {
    return String.valueOf(problem.getMessage()).contains("No space left");
  }

  private void remark(String sound, String subtitles, @Nullable IOException problem) {
    if (problem != null && subtitles.equals(WITHOUT)) {
      remarks.add("the subtitles cannot be kept in this format; .mkv takes all kinds of them");
    }
    if (sound.equals(WITHOUT)) {
      remarks.add("the sound cannot be kept in this format; .mkv takes all kinds of it");
    }
  }

  private List<String> arguments(
      Path list, long start, long end, String sound, String subtitles, Path film) {
    List<String> arguments = new ArrayList<>(List.of("-itsoffset", seconds(start)));
    arguments.addAll(painted(list));
    // Without its pictures, the original is cut where the sound allows it, not at a key frame.
    arguments.add("-vn");
    arguments.addAll(range.input());
    arguments.addAll(Ffmpeg.CONFINED);
    arguments.addAll(List.of("-i", Ffmpeg.url(original)));
    arguments.addAll(List.of("-map", "0:v", "-map_metadata", "1", "-map_chapters", "1"));
    arguments.addAll(List.of("-c:v", NO_CHANGE));
    add(arguments, "a", sound);
    add(arguments, "s", subtitles);
    if (format == FilmFormat.MATROSKA) {
      arguments.addAll(List.of("-map", "1:t?"));
    }
    if (end > 0) {
      arguments.addAll(List.of("-t", seconds(end)));
    }
    if (format == FilmFormat.MP4 || format == FilmFormat.MOV) {
      arguments.addAll(
          List.of("-video_track_timescale", Integer.toString(ticks), "-movflags", "+faststart"));
    }
    arguments.addAll(List.of("-f", format.muxer(), "-y", Ffmpeg.url(film)));
    return arguments;
  }

  private static void add(List<String> arguments, String kind, String codec) {
    if (!codec.equals(WITHOUT)) {
      arguments.addAll(List.of("-map", "1:" + kind + "?", "-c:" + kind, codec));
    }
  }

  /** The palette is made first: to make both at once, ffmpeg would hold all frames. */
  private void animate(Path list, Path film) throws IOException {
    List<String> timing = List.of("-fps_mode", "passthrough", "-loop", "0", "-y");
    List<String> arguments = painted(list);
    if (format == FilmFormat.GIF) {
      Path palette = folder.resolve("palette.png");
      List<String> first = painted(list);
      first.addAll(
          List.of("-vf", "palettegen=stats_mode=full", "-update", "1", "-y", Ffmpeg.url(palette)));
      ffmpeg.run(first);
      arguments.addAll(List.of("-i", Ffmpeg.url(palette), "-filter_complex"));
      arguments.add("[0:v][1:v]paletteuse=dither=bayer:bayer_scale=3:diff_mode=rectangle");
      arguments.addAll(List.of("-enc_time_base", "1:100"));
    } else {
      arguments.addAll(List.of("-c:v", "libwebp_anim", "-q:v", "85", "-enc_time_base", "1:1000"));
    }
    arguments.addAll(timing);
    arguments.addAll(List.of("-f", format.muxer(), Ffmpeg.url(film)));
    ffmpeg.run(arguments);
  }
}
