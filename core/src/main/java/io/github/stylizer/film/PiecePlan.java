package io.github.stylizer.film;

import io.github.stylizer.NormStatistics;
import io.github.stylizer.NormStatistics.Channels;
import java.awt.Point;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a piece of a film is painted. All times are in microseconds from the beginning of the film.
 *
 * @param format of the painted film
 * @param encoder its name
 * @param ticks of the film's clock in a second
 * @param noise levels that are filtered
 * @param isWhole whether the piece is the whole film
 * @param frames all frames of the piece
 * @param shots those that have frames in the piece; the first one begins with the piece or before
 */
record PiecePlan(
    FilmFormat format,
    String encoder,
    int ticks,
    int noise,
    boolean isWhole,
    List<Frame> frames,
    List<Shot> shots) {
  private static final String HEADER = "Stylizer film piece 1";

  /**
   * A frame.
   *
   * @param length for how long it is shown; 0 if unknown
   * @param color its mean, to recognize it by
   * @param moved how far the camera has moved since the beginning of the shot
   */
  record Frame(long micros, long length, int color, Point moved) {}

  /**
   * A shot.
   *
   * @param first its first frame in the piece
   * @param statistics null if its frames are painted each by their own
   */
  record Shot(int first, @Nullable NormStatistics statistics) {}

  void write(DataOutputStream out) throws IOException {
    out.writeUTF(HEADER);
    out.writeUTF(format.name());
    out.writeUTF(encoder);
    out.writeInt(ticks);
    out.writeInt(noise);
    out.writeBoolean(isWhole);
    out.writeInt(frames.size());
    for (Frame frame : frames) {
      out.writeLong(frame.micros);
      out.writeLong(frame.length);
      out.writeInt(frame.color);
      out.writeInt(frame.moved.x);
      out.writeInt(frame.moved.y);
    }
    out.writeInt(shots.size());
    for (Shot shot : shots) {
      out.writeInt(shot.first);
      Map<String, Channels> norms = shot.statistics == null ? Map.of() : shot.statistics.norms();
      out.writeInt(norms.size());
      for (Map.Entry<String, Channels> norm : norms.entrySet()) {
        out.writeUTF(norm.getKey());
        write(norm.getValue().means(), out);
        write(norm.getValue().deviations(), out);
      }
    }
  }

  private static void write(List<Float> values, DataOutputStream out) throws IOException {
    out.writeInt(values.size());
    for (float value : values) {
      out.writeFloat(value);
    }
  }

  /**
   * Reads what was written.
   *
   * @throws IOException if it is something else, or of another version
   */
  static PiecePlan read(DataInputStream in) throws IOException {
    if (!in.readUTF().equals(HEADER)) {
      throw new IOException("is no piece of a film, or was made by another version of Stylizer");
    }
    try {
      FilmFormat format = FilmFormat.valueOf(in.readUTF());
      String encoder = in.readUTF();
      int ticks = in.readInt();
      int noise = in.readInt();
      boolean isWhole = in.readBoolean();
      List<Frame> frames = new ArrayList<>();
      for (int count = in.readInt(); count > 0; count--) {
        frames.add(frame(in));
      }
      List<Shot> shots = new ArrayList<>();
      for (int count = in.readInt(); count > 0; count--) {
        shots.add(new Shot(in.readInt(), statistics(in)));
      }
      return new PiecePlan(format, encoder, ticks, noise, isWhole, frames, shots);
    } catch (IllegalArgumentException e) {
      throw new IOException("is a damaged piece of a film: " + e.getMessage(), e);
    }
  }

  private static Frame frame(DataInputStream in) throws IOException {
    return new Frame(
        in.readLong(), in.readLong(), in.readInt(), new Point(in.readInt(), in.readInt()));
  }

  private static @Nullable NormStatistics statistics(DataInputStream in) throws IOException {
    Map<String, Channels> norms = new LinkedHashMap<>();
    for (int count = in.readInt(); count > 0; count--) {
      norms.put(in.readUTF(), new Channels(values(in), values(in)));
    }
    return norms.isEmpty() ? null : new NormStatistics(norms);
  }

  private static List<Float> values(DataInputStream in) throws IOException {
    List<Float> values = new ArrayList<>();
    for (int count = in.readInt(); count > 0; count--) {
      values.add(in.readFloat());
    }
    return values;
  }
}
