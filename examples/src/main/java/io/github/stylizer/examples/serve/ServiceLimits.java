package io.github.stylizer.examples.serve;

import java.time.Duration;

/**
 * All that the service grants to its clients.
 *
 * @param uploadBytes bytes of one request
 * @param pixels of a photo or a painting
 * @param side pixels on the longer side of a picture
 * @param waiting pictures that wait to be painted; one client may have half of them
 * @param requestsPerMinute requests of one client, on average
 * @param burst requests of one client at once
 * @param heldBytes uploads and pictures in memory, of all clients; one client may have half of them
 * @param keptBytes results of jobs in memory, of all clients
 * @param connections connections at once
 * @param upload time to send a request
 * @param painting time to paint a picture
 * @param download time to fetch an answer
 * @param kept time that a job's result is kept
 * @param drain time to finish what is being painted when the service stops
 * @param films limits of films
 */
record ServiceLimits(
    int uploadBytes,
    long pixels,
    int side,
    int waiting,
    int requestsPerMinute,
    int burst,
    long heldBytes,
    long keptBytes,
    int connections,
    Duration upload,
    Duration painting,
    Duration download,
    Duration kept,
    Duration drain,
    FilmLimits films) {

  static final int SMALLEST_SIDE = 16;
  static final int MOST_JOBS = 1000;
  static final int MOST_PARTS = 24;
  static final int PART_MEMORY_BYTES = 64 << 10;
  static final int MOST_REGIONS = 4;
  static final int PART_HEADER_BYTES = 4096;
  static final int TEXT_CHARACTERS = 200;
  static final int HEADER_BYTES = 8192;
  static final int EVENT_STREAMS_PER_CLIENT = 64;
  static final Duration IDLE = Duration.ofSeconds(30);

  static final ServiceLimits DEFAULT =
      new ServiceLimits(
          32 << 20,
          64_000_000,
          4096,
          64,
          600,
          240,
          512L << 20,
          256L << 20,
          1000,
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          Duration.ofMinutes(2),
          Duration.ofMinutes(15),
          Duration.ofSeconds(60),
          FilmLimits.DEFAULT);

  /** The same with another size of pictures and another rate. */
  ServiceLimits with(int otherSide, int otherRate) {
    return new ServiceLimits(
        uploadBytes,
        pixels,
        otherSide,
        waiting,
        otherRate,
        burst,
        heldBytes,
        keptBytes,
        connections,
        upload,
        painting,
        download,
        kept,
        drain,
        films);
  }
}
