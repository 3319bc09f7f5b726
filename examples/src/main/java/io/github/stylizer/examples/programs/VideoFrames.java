package io.github.stylizer.examples.programs;

import io.github.stylizer.Stylizer;
import io.github.stylizer.film.FilmStylizer;
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
 * Paints the frames of a film one by one, for instance those of a renderer or a camera. For film
 * files, {@link FilmStylizer#apply} does everything.
 */
public final class VideoFrames {
  private VideoFrames() {}

  /**
   * Paints frames in order. A frame is read only when there is room for it in the look-ahead, and
   * painted when its result is requested, so that an endless stream, such as a camera's, works too.
   *
   * @param frames the frames
   * @param style paints them
   * @return the painted frames; closing it closes {@code frames}
   */
  public static Stream<BufferedImage> painted(Stream<BufferedImage> frames, Stylizer style) {
    return FilmStylizer.of(style).lookAhead(8).paint(frames);
  }

  /**
   * Paints a folder of numbered frames.
   *
   * @param args the folder of the frames, the painting and the folder to write to
   * @throws IOException if a file cannot be read or written
   */
  public static void main(String[] args) throws IOException {
    if (args.length != 3) {
      throw new IllegalArgumentException("usage: VideoFrames FRAMES PAINTING OUT");
    }
    List<Path> files;
    try (Stream<Path> listed = Files.list(Path.of(args[0]))) {
      files = listed.filter(ImageEncoder::supports).sorted().toList();
    }
    Path out = Files.createDirectories(Path.of(args[2]));
    try (Stylizer style = Stylizer.style(Path.of(args[1]));
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
      throw new UncheckedIOException(e.getMessage(), e); // streams allow only unchecked exceptions
    }
  }
}
