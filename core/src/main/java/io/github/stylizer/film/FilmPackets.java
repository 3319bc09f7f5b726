package io.github.stylizer.film;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The encoded frames of a file, in the order in which they are stored. */
final class FilmPackets {
  private static final Pattern CLOCK = Pattern.compile("(?m)^#tb 0: (\\d+)/(\\d+)");
  private static final Pattern PACKET =
      Pattern.compile(
          "(?m)^0, *-?\\d+, *(-?\\d+), *(\\d+), *\\d+, *0x[0-9a-f]+(?:, *F=0x([0-9a-f]+))?");
  private static final long UNKNOWN = Long.MIN_VALUE;
  private static final int KEY_FLAG = 1;

  /**
   * An encoded frame.
   *
   * @param micros when it is shown, in microseconds; NaN if that is not stored
   * @param length for how long, in microseconds; 0 if unknown
   * @param isKey whether it can be decoded without the ones before
   */
  record Packet(double micros, double length, boolean isKey) {}

  private FilmPackets() {}

  /**
   * Reads them, without decoding.
   *
   * @param input options in front of the file
   * @throws IOException if ffmpeg cannot read it
   */
  static List<Packet> of(Ffmpeg ffmpeg, List<String> input, Path file) throws IOException {
    List<String> arguments = new ArrayList<>(input);
    arguments.addAll(List.of("-i", Ffmpeg.url(file), "-map", "0:V:0", "-c", "copy"));
    arguments.addAll(List.of("-f", "framecrc", "pipe:1"));
    String said = ffmpeg.run(arguments);
    List<Packet> packets = new ArrayList<>();
    Matcher clock = CLOCK.matcher(said);
    if (!clock.find()) {
      return packets;
    }
    double tick = 1e6 * Long.parseLong(clock.group(1)) / Long.parseLong(clock.group(2));
    for (Matcher packet = PACKET.matcher(said); packet.find(); ) {
      long time = Long.parseLong(packet.group(1));
      String flags = packet.group(3);
      packets.add(
          new Packet(
              time == UNKNOWN ? Double.NaN : time * tick,
              Long.parseLong(packet.group(2)) * tick,
              flags == null || (Integer.parseInt(flags, 16) & KEY_FLAG) != 0));
    }
    return packets;
  }
}
