package io.github.stylizer.film;

import io.github.stylizer.internal.io.FileLimits;
import io.github.stylizer.internal.io.Interruption;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of a film, upright and with square pixels, ahead of their use by a few. ffmpeg
 * sends the pictures as PPM through its standard output, and their times as the lines of its format
 * "framecrc" among its messages.
 */
final class FilmReader implements AutoCloseable {
  private static final int QUEUE = 2;
  private static final int LONGEST_HEADER = 12;
  private static final int PATIENCE = 30;
  private static final int TICKS = 1_000_000;
  private static final Pattern TIME =
      Pattern.compile("0, *-?\\d+, *(-?\\d+), *(-?\\d+), *\\d+, *0x[0-9a-f]{8}");

  /** A frame, or why there are no more: null at the end of the film. */
  private record Item(@Nullable BufferedImage image, @Nullable IOException problem) {}

  private record Time(long micros, long length) {}

  private final FfmpegProcess process;
  private final BlockingQueue<Item> frames = new ArrayBlockingQueue<>(QUEUE);
  private final BlockingQueue<Time> times = new LinkedBlockingQueue<>();
  private final Thread thread = new Thread(this::readAll, "film reader");
  private byte[] bytes = new byte[0];
  private long lastMicros = -1;
  private @Nullable Item end;

  /**
   * Starts reading.
   *
   * @param part which part of the film, and how many frames of a second
   */
  FilmReader(Ffmpeg ffmpeg, Path film, FilmRange part) throws IOException {
    this(ffmpeg, film, part.input(), part.filter());
  }

  private FilmReader(Ffmpeg ffmpeg, Path film, List<String> input, String filter)
      throws IOException {
    process = new FfmpegProcess(ffmpeg.command(arguments(film, input, filter)), this::hear);
    thread.setDaemon(true);
    thread.start();
  }

  /** Starts reading a file that was cut out of a film, with the times of the film. */
  static FilmReader ofPiece(Ffmpeg ffmpeg, Path piece) throws IOException {
    return new FilmReader(ffmpeg, piece, List.of("-copyts"), "");
  }

  private static List<String> arguments(Path film, List<String> input, String filter) {
    List<String> arguments = new ArrayList<>(Ffmpeg.QUIET);
    // Damaged frames are left out, however many there are.
    arguments.addAll(List.of("-max_error_rate", "1"));
    arguments.addAll(Ffmpeg.CONFINED);
    arguments.addAll(List.of("-max_pixels", Integer.toString(FileLimits.FILM_FRAME_PIXELS)));
    arguments.addAll(input);
    arguments.addAll(List.of("-i", Ffmpeg.url(film)));
    // The times are those of a second output of four pixels a frame.
    arguments.addAll(
        List.of(
            "-filter_complex",
            "[0:V:0]"
                + filter
                + "scale=w='if(eq(sar,1),iw,2*round(iw*sar/2))':h=ih,setsar=1,format=rgb24,"
                + "split[f][t];[t]crop=2:2:0:0[c]"));
    List<String> exact =
        List.of(
            "-fps_mode",
            "passthrough",
            "-enc_time_base",
            "1:" + TICKS,
            "-flush_packets",
            "1",
            // Each thread of an encoder keeps a frame back.
            "-threads",
            "1");
    arguments.addAll(List.of("-map", "[f]"));
    arguments.addAll(exact);
    arguments.addAll(List.of("-c:v", "ppm", "-f", "image2pipe", "pipe:1", "-map", "[c]"));
    arguments.addAll(exact);
    arguments.addAll(List.of("-c:v", "rawvideo", "-f", "framecrc", "pipe:2"));
    return arguments;
  }

  private boolean hear(String line) {
    Matcher found = TIME.matcher(line);
    if (found.find()) {
      times.add(new Time(Long.parseLong(found.group(1)), Long.parseLong(found.group(2))));
      return true;
    }
    return line.startsWith("#");
  }

  /**
   * Returns the next frame; null at the end.
   *
   * @throws IOException if ffmpeg failed, or the thread is interrupted
   */
  @Nullable TimedFrame next() throws IOException {
    try {
      Item item = end == null ? frames.take() : end;
      if (item.image == null) {
        end = item;
        if (item.problem != null) {
          throw item.problem;
        }
        return null;
      }
      // Taken here, not where frames are read: a line may come some frames late.
      Time time = times.poll(PATIENCE, TimeUnit.SECONDS);
      if (time == null) {
        throw new IOException("ffmpeg sent a frame without its time: " + process.messages());
      }
      lastMicros = Math.max(lastMicros + 1, time.micros);
      return new TimedFrame(item.image, lastMicros, Math.max(0, time.length));
    } catch (InterruptedException e) {
      throw Interruption.during("reading a film", e);
    }
  }

  private void readAll() {
    try {
      try (InputStream in = new BufferedInputStream(process.stdout(), 1 << 16)) {
        for (BufferedImage image = read(in); image != null; image = read(in)) {
          frames.put(new Item(image, null));
        }
        process.requireSuccess();
        frames.put(new Item(null, null));
      } catch (IOException e) {
        frames.put(new Item(null, e));
      }
    } catch (InterruptedException e) {
      // Closed: nobody waits for frames.
      Thread.currentThread().interrupt();
    }
  }

  private @Nullable BufferedImage read(InputStream in) throws IOException {
    if (in.readNBytes(2).length == 0) {
      return null;
    }
    try {
      int width = header(in);
      int height = header(in);
      header(in);
      return pixels(in, width, height);
    } catch (EOFException e) {
      process.requireSuccess();
      throw e;
    }
  }

  /** Reads the next number of a PPM header, {@code P6 320 240 255}, and the blank after it. */
  private static int header(InputStream in) throws IOException {
    int number = -1;
    for (int i = 0; i < LONGEST_HEADER; i++) {
      int character = in.read();
      if (character < 0) {
        throw new EOFException("ffmpeg ended in the middle of a frame");
      }
      if (character >= '0' && character <= '9') {
        number = Math.max(0, number) * 10 + character - '0';
      } else if (number >= 0) {
        return number;
      }
    }
    throw new IOException("ffmpeg sent a frame without a size");
  }

  private BufferedImage pixels(InputStream in, int width, int height) throws IOException {
    TimedFrame.requireSize(width, height);
    if (bytes.length != 3 * width * height) {
      bytes = new byte[3 * width * height];
    }
    if (in.readNBytes(bytes, 0, bytes.length) < bytes.length) {
      throw new EOFException("ffmpeg ended in the middle of a frame");
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    int[] pixels = ((DataBufferInt) image.getRaster().getDataBuffer()).getData();
    for (int i = 0, k = 0; i < pixels.length; i++, k += 3) {
      pixels[i] = (bytes[k] & 0xff) << 16 | (bytes[k + 1] & 0xff) << 8 | (bytes[k + 2] & 0xff);
    }
    return image;
  }

  /** What ffmpeg complained about last while it went on; empty if it did not. */
  String complaint() {
    return process.lastMessage();
  }

  @Override
  public void close() {
    process.close();
    thread.interrupt();
  }
}
