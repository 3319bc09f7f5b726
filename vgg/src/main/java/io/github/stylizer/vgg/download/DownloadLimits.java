package io.github.stylizer.vgg.download;

import java.time.Duration;

/**
 * Timeouts and retries of a download.
 *
 * @param connect the connect timeout
 * @param stall the longest wait for data
 * @param attempts the maximum number of connections, at least 1
 * @param pause the wait before the second attempt; doubles with each further one
 */
public record DownloadLimits(Duration connect, Duration stall, int attempts, Duration pause) {

  public static final DownloadLimits DEFAULT =
      new DownloadLimits(Duration.ofSeconds(20), Duration.ofSeconds(60), 5, Duration.ofSeconds(1));
}
