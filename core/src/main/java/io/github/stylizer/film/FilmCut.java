package io.github.stylizer.film;

import io.github.stylizer.film.FilmPackets.Packet;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a film can be cut without encoding it again: at a key frame. All times are in microseconds.
 *
 * @param before the time of the key frame before that one: decoding begins there, since the frames
 *     of an open group, which are shown before its key frame, need what is before
 * @param key the time of the key frame
 * @param from the time of the first frame that is shown after the cut
 */
record FilmCut(double before, double key, double from) {
  /** The beginning of the film. */
  static final FilmCut BEGINNING =
      new FilmCut(Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NEGATIVE_INFINITY);

  /**
   * Finds cuts.
   *
   * @param packets of the film
   * @param micros between cuts at least
   * @return the beginning, and cuts in order; none if the times of packets are not stored
   */
  static List<FilmCut> of(List<Packet> packets, long micros) {
    List<FilmCut> cuts = new ArrayList<>(List.of(BEGINNING));
    if (packets.stream().anyMatch(packet -> Double.isNaN(packet.micros()))) {
      return cuts;
    }
    double[] earliest = earliest(packets);
    double latest = Double.NEGATIVE_INFINITY;
    double keyBefore = BEGINNING.key;
    double last = 0;
    int keys = 0;
    for (int i = 0; i < packets.size(); i++) {
      Packet packet = packets.get(i);
      if (packet.isKey()) {
        boolean isClean = latest < earliest[i];
        if (isClean && keys > 0 && earliest[i] - last >= micros) {
          cuts.add(new FilmCut(keyBefore, packet.micros(), earliest[i]));
          last = earliest[i];
        }
        keyBefore = keys == 0 ? BEGINNING.key : packet.micros();
        keys++;
      }
      latest = Math.max(latest, packet.micros());
    }
    return cuts;
  }

  /** The earliest time from each packet on. */
  private static double[] earliest(List<Packet> packets) {
    double[] earliest = new double[packets.size()];
    double least = Double.POSITIVE_INFINITY;
    for (int i = packets.size() - 1; i >= 0; i--) {
      least = Math.min(least, packets.get(i).micros());
      earliest[i] = least;
    }
    return earliest;
  }
}
