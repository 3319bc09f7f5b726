package stylize.spark;

import io.github.stylizer.film.FilmStylizer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Films that ffmpeg makes for tests, and what it says about films. */
final class TestClips {
  /** Two shots, with the noise of a camera. */
  private static final String PICTURES =
      "testsrc2=size=64x48:rate=25:duration=%s,hue=H=0:b='if(gt(n,20),4,0)',noise=alls=12:allf=t";

  private TestClips() {}

  /** Makes a film with a key frame at least every 12 frames. */
  static void write(Path file, String seconds, boolean withSound) throws IOException {
    List<String> arguments = new ArrayList<>(List.of("-y", "-f", "lavfi", "-i"));
    arguments.add(PICTURES.formatted(seconds));
    if (withSound) {
      arguments.addAll(List.of("-f", "lavfi", "-i", "sine=duration=" + seconds, "-c:a", "aac"));
    }
    arguments.addAll(List.of("-c:v", "mpeg4", "-q:v", "2", "-g", "12", "-bf", "2"));
    arguments.add(file.toString());
    run(arguments);
  }

  /** The times, lengths and checksums of all frames and of the sound as stored. */
  static String packets(Path film, String streams) throws IOException {
    return text("-i", film.toString(), "-map", streams, "-c", "copy", "-f", "framecrc", "pipe:1");
  }

  /** The times and checksums of all decoded frames. */
  static String times(Path film) throws IOException {
    return text(
            "-i",
            film.toString(),
            "-map",
            "0:v",
            "-fps_mode",
            "passthrough",
            "-vf",
            "crop=2:2",
            "-f",
            "framecrc",
            "pipe:1")
        .replaceAll("0x[0-9a-f]{8}", "");
  }

  /** The mean difference of the channels of all frames, in levels. */
  static double difference(Path one, Path other) throws IOException {
    byte[] a = pixels(one);
    byte[] b = pixels(other);
    if (a.length != b.length) {
      throw new IOException(a.length + " and " + b.length + " bytes of frames");
    }
    long sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += Math.abs((a[i] & 0xff) - (b[i] & 0xff));
    }
    return sum / (double) a.length;
  }

  private static byte[] pixels(Path film) throws IOException {
    return run(
        List.of("-i", film.toString(), "-f", "rawvideo", "-pix_fmt", "rgb24", "pipe:1"));
  }

  private static String text(String... arguments) throws IOException {
    return new String(run(List.of(arguments)), StandardCharsets.UTF_8);
  }

  private static byte[] run(List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(List.of(FilmStylizer.program().toString(), "-nostdin", "-v", "error"));
    command.addAll(arguments);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    byte[] said = process.getInputStream().readAllBytes();
    try {
      if (process.waitFor() != 0) {
        throw new IOException("ffmpeg failed: " + command);
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
    return said;
  }
}
