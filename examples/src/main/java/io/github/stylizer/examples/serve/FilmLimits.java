package io.github.stylizer.examples.serve;

import java.time.Duration;

/**
 * What the service grants for films.
 *
 * @param bytes of a request with a film
 * @param frames of a film that is painted
 * @param side pixels on the longer side of a painted film
 * @param waiting films that wait; one client may have two that come in, wait or are painted
 * @param diskBytes films and results on the disk, of all clients
 * @param upload time to send a film
 * @param painting time to paint a film
 * @param download time to fetch a result
 */
record FilmLimits(
    int bytes,
    int frames,
    int side,
    int waiting,
    long diskBytes,
    Duration upload,
    Duration painting,
    Duration download) {
  static final int OF_A_CLIENT = 2;

  static final FilmLimits DEFAULT =
      new FilmLimits(
          256 << 20,
          1800,
          1280,
          4,
          2L << 30,
          Duration.ofMinutes(10),
          Duration.ofMinutes(60),
          Duration.ofMinutes(15));
}
