package io.github.stylizer.film;

import io.github.stylizer.internal.io.Interruption;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Encodes frames into one file, in a thread and a process of its own. The file is complete up to
 * its last frame at any time.
 */
final class FilmWriter implements AutoCloseable {
  /** The format of ffmpeg's own that keeps exact times and survives being cut off. */
  static final String PART = "nut";

  private static final int QUEUE = 2;
  private static final int POLL_MILLISECONDS = 100;

  /** A frame to be written; null after the last one. */
  private record Item(@Nullable TimedFrame frame) {}

  private final FfmpegProcess process;
  private final boolean evenSides;
  private final BlockingQueue<Item> frames = new ArrayBlockingQueue<>(QUEUE);
  private final Thread thread = new Thread(this::writeAll, "film writer");
  private volatile @Nullable IOException problem;

  /**
   * Starts the encoder.
   *
   * @param ticks of the film's clock in a second
   */
  FilmWriter(Ffmpeg ffmpeg, FilmFormat.Encoder encoder, int ticks, Path file) throws IOException {
    evenSides = encoder.pixels().startsWith("yuv420");
    process = new FfmpegProcess(ffmpeg.command(arguments(encoder, ticks, file)), line -> false);
    thread.setDaemon(true);
    thread.start();
  }

  private static List<String> arguments(FilmFormat.Encoder encoder, int ticks, Path file) {
    List<String> arguments = new ArrayList<>(Ffmpeg.QUIET);
    arguments.addAll(List.of("-copyts", "-analyzeduration", "0", "-f", "matroska", "-i", "pipe:0"));
    if (encoder.pixels().startsWith("yuv")) {
      arguments.addAll(
          List.of("-vf", "scale=out_color_matrix=bt709:out_range=tv,format=" + encoder.pixels()));
      arguments.addAll(
          List.of("-colorspace", "bt709", "-color_primaries", "bt709", "-color_trc", "bt709"));
    } else {
      arguments.addAll(List.of("-vf", "format=" + encoder.pixels()));
    }
    arguments.addAll(List.of("-fps_mode", "passthrough", "-enc_time_base", "1:" + ticks));
    arguments.addAll(List.of("-c:v", encoder.name()));
    arguments.addAll(List.of(encoder.options()));
    arguments.addAll(List.of("-f", PART, "-flush_packets", "1", "-y", Ffmpeg.url(file)));
    return arguments;
  }

  /**
   * Hands over a frame, and waits while the encoder is behind by several.
   *
   * @throws IOException if an earlier one could not be written, or the thread is interrupted
   */
  void write(TimedFrame frame) throws IOException {
    put(new Item(frame));
  }

  private void put(Item item) throws IOException {
    try {
      while (!frames.offer(item, POLL_MILLISECONDS, TimeUnit.MILLISECONDS)) {
        requireNoProblem();
      }
      requireNoProblem();
    } catch (InterruptedException e) {
      throw Interruption.during("writing a film", e);
    }
  }

  private void requireNoProblem() throws IOException {
    IOException found = problem;
    if (found != null) {
      throw found;
    }
  }

  private void writeAll() {
    RawMatroska stream = null;
    try {
      try (OutputStream out = new BufferedOutputStream(process.stdin(), 1 << 16)) {
        for (TimedFrame frame = frames.take().frame; frame != null; frame = frames.take().frame) {
          if (stream == null) {
            stream =
                new RawMatroska(
                    out, side(frame.image().getWidth()), side(frame.image().getHeight()));
          }
          stream.write(frame.image(), frame.micros(), frame.length());
        }
      }
      // Without a frame there is nothing to fail.
      if (stream != null) {
        process.requireSuccess();
      }
    } catch (IOException e) {
      problem = reason(e);
    } catch (InterruptedException e) {
      // Closed: nobody writes frames.
      Thread.currentThread().interrupt();
    }
  }

  /** A broken pipe says nothing; what ffmpeg said before it ended does. */
  private IOException reason(IOException e) {
    try {
      process.requireSuccess();
      return e;
    } catch (IOException said) {
      said.addSuppressed(e);
      return said;
    }
  }

  private int side(int pixels) {
    return evenSides ? pixels + pixels % 2 : pixels;
  }

  /**
   * Waits until all frames are in the file.
   *
   * @throws IOException if they could not be written, or the thread is interrupted
   */
  void finish() throws IOException {
    put(new Item(null));
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw Interruption.during("writing a film", e);
    }
    requireNoProblem();
  }

  @Override
  public void close() {
    process.close();
    thread.interrupt();
  }
}
