package io.github.stylizer.film;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleModel;
import io.github.stylizer.Stylizer;
import io.github.stylizer.internal.io.Settings;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Films that ffmpeg makes for tests, and what it says about films. */
public final class TestFilms {
  /** 320 x 240 pixels, 25 frames a second, 2 seconds. */
  public static final String PICTURES = "testsrc=size=320x240:rate=25:duration=2";

  private static final Pattern PACKET =
      Pattern.compile("(?m)^0, *-?\\d+, *(-?\\d+), *\\d+, *\\d+, *0x");

  /** Why ffmpeg does not run; empty if it does, null before that is known. */
  private static volatile @Nullable String reason;

  private TestFilms() {}

  /** Skips the test where ffmpeg does not run: that of the class path needs libva on Linux. */
  static Ffmpeg ffmpeg() throws IOException {
    Ffmpeg found = Ffmpeg.find(Settings.ofSystem());
    if (reason == null) {
      reason = reason(found);
    }
    assumeTrue(reason.isEmpty(), reason);
    return found;
  }

  private static String reason(Ffmpeg ffmpeg) {
    try {
      ffmpeg.run(List.of("-version"));
      return "";
    } catch (IOException e) {
      return "no ffmpeg runs here: " + e.getMessage();
    }
  }

  /** Makes a film of a description of pictures and further arguments. */
  public static Path film(Path file, String pictures, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("-f", "lavfi", "-i", pictures));
    all.addAll(List.of(arguments));
    all.addAll(List.of("-y", Ffmpeg.url(file)));
    ffmpeg().run(all);
    return file;
  }

  /** Makes an MPEG-4 film with a tone. */
  public static Path withSound(Path file, String pictures, String... arguments) throws IOException {
    List<String> all = new ArrayList<>(List.of("-f", "lavfi", "-i", "sine=duration=2"));
    all.addAll(List.of("-c:v", "mpeg4", "-q:v", "2", "-c:a", "aac"));
    all.addAll(List.of(arguments));
    return film(file, pictures, all.toArray(String[]::new));
  }

  /** Copies a film, and lets it be shown upright when it is turned. */
  static Path rotated(Path plain, Path film) throws IOException {
    List<String> copy = List.of("-i", Ffmpeg.url(plain), "-c", "copy");
    List<String> arguments = new ArrayList<>(List.of("-display_rotation", "90"));
    arguments.addAll(copy);
    arguments.add(Ffmpeg.url(film));
    try {
      TestFilms.ffmpeg().run(arguments);
    } catch (IOException e) {
      // Before version 6.
      arguments = new ArrayList<>(copy);
      arguments.addAll(List.of("-metadata:s:v", "rotate=90", "-y", Ffmpeg.url(film)));
      TestFilms.ffmpeg().run(arguments);
    }
    return film;
  }

  /** The times of all frames, in microseconds, as stored. */
  public static List<Long> times(Path film) throws IOException {
    String said =
        ffmpeg()
            .run(
                List.of(
                    "-i",
                    Ffmpeg.url(film),
                    "-map",
                    "0:v:0",
                    "-fps_mode",
                    "passthrough",
                    "-enc_time_base",
                    "1:1000000",
                    "-f",
                    "framecrc",
                    "pipe:1"));
    List<Long> times = new ArrayList<>();
    for (Matcher packet = PACKET.matcher(said); packet.find(); ) {
      times.add(Long.parseLong(packet.group(1)));
    }
    return times;
  }

  /** What ffmpeg prints about the streams of a film. */
  static String streams(Path film) throws IOException {
    List<String> lines = new ArrayList<>();
    List<String> command =
        ffmpeg().command(List.of("-nostdin", "-hide_banner", "-i", Ffmpeg.url(film)));
    try (FfmpegProcess process = new FfmpegProcess(command, lines::add)) {
      process.exitCode();
    }
    return String.join("\n", lines);
  }

  /** All frames, decoded. */
  static List<BufferedImage> frames(Path film) throws IOException {
    List<BufferedImage> frames = new ArrayList<>();
    try (FilmReader reader = new FilmReader(ffmpeg(), film, FilmRange.ALL)) {
      for (TimedFrame frame = reader.next(); frame != null; frame = reader.next()) {
        frames.add(frame.image());
      }
    }
    return frames;
  }

  /** Paints each frame as it is. */
  static Stylizer copying() {
    return Stylizer.style(
        new StyleModel() {
          @Override
          public ai.djl.ndarray.NDArray stylize(
              ai.djl.ndarray.NDArray content, ProgressListener listener) {
            return content.duplicate();
          }

          @Override
          public void close() {}
        });
  }

  static BufferedImage plain(int width, int height, Color color) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(color);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return image;
  }

  /** The mean difference of the channels, in levels, in columns from 0 to a limit. */
  static double difference(BufferedImage one, BufferedImage other, int columns) {
    long sum = 0;
    for (int y = 0; y < one.getHeight(); y++) {
      for (int x = 0; x < columns; x++) {
        int a = one.getRGB(x, y);
        int b = other.getRGB(x, y);
        for (int shift = 0; shift < 24; shift += 8) {
          sum += Math.abs((a >> shift & 0xff) - (b >> shift & 0xff));
        }
      }
    }
    return sum / (3.0 * columns * one.getHeight());
  }

  static double difference(BufferedImage one, BufferedImage other) {
    return difference(one, other, one.getWidth());
  }
}
