package io.github.stylizer.vgg.download;

import java.time.Duration;

/**
 * How patient a download is.
 *
 * @param connect how long making a connection may take
 * @param stall how long the server may send nothing
 * @param attempts how many connections are tried at most, at least 1
 * @param pause how long to wait before the second attempt; doubled before each further one
 */
public record DownloadLimits(Duration connect, Duration stall, int attempts, Duration pause) {

  public static final DownloadLimits DEFAULT =
      new DownloadLimits(Duration.ofSeconds(20), Duration.ofSeconds(60), 5, Duration.ofSeconds(1));
}
