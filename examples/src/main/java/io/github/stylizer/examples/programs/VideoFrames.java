package io.github.stylizer.examples.programs;

import io.github.stylizer.Stylizer;
import io.github.stylizer.fastnet.FastNet;
import io.github.stylizer.image.ImageDecoder;
import io.github.stylizer.image.ImageEncoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Paints the frames of a film, which ffmpeg takes apart and puts together again:
 *
 * <pre>
 * ffmpeg -i film.mp4 frames/%06d.png
 * ffmpeg -framerate 25 -i painted/%06d.png -i film.mp4 -map 0:v -map 1:a -pix_fmt yuv420p out.mp4
 * </pre>
 *
 * <p>The framerate has to be that of the film, which ffprobe tells.
 */
public final class VideoFrames {
  private VideoFrames() {}

  /**
   * Paints frames in their order. A frame is asked for when its picture is, so that an endless
   * stream, as of a camera, works too, and no more than one is in memory.
   *
   * @param frames the frames
   * @param style paints them
   * @return the painted frames; closing it closes {@code frames}
   */
  public static Stream<BufferedImage> painted(Stream<BufferedImage> frames, Stylizer style) {
    // In parallel, a stream would take frames ahead and hold them all; PyTorch uses all processors
    // for one frame anyway.
    return frames.sequential().map(style);
  }

  /**
   * Paints a folder of numbered frames.
   *
   * @param args the folder of the frames, the network and the folder to write to
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      throw new IllegalArgumentException("usage: VideoFrames FRAMES NETWORK OUT");
    }
    List<Path> files;
    try (Stream<Path> listed = Files.list(Path.of(args[0]))) {
      files = listed.filter(ImageEncoder::supports).sorted().toList();
    }
    Path out = Files.createDirectories(Path.of(args[2]));
    try (Stylizer style = Stylizer.owning(FastNet.load(Path.of(args[1])));
        Stream<BufferedImage> frames = files.stream().map(VideoFrames::read)) {
      Iterator<BufferedImage> painted = painted(frames, style).iterator();
      for (Path file : files) {
        ImageEncoder.standard().write(painted.next(), out.resolve(file.getFileName()));
      }
    }
  }

  private static BufferedImage read(Path frame) {
    try {
      return ImageDecoder.standard().read(frame);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e); // streams let no other through
    }
  }
}
