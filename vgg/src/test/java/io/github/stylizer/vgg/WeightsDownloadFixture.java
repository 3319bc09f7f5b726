package io.github.stylizer.vgg;

import io.github.stylizer.ProgressListener;
import io.github.stylizer.internal.io.Settings;
import io.github.stylizer.vgg.download.DownloadLimits;
import io.github.stylizer.vgg.download.Proxies;
import io.github.stylizer.vgg.download.WeightsDownload;
import io.github.stylizer.vgg.download.WeightsOrigin;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A random file, where it is to go, and how patiently it is fetched. */
abstract class WeightsDownloadFixture {

  static final int SIZE = 3_000_001;
  static final int CUT = 1_234_567;
  static final DownloadLimits QUICK =
      new DownloadLimits(Duration.ofSeconds(5), Duration.ofSeconds(10), 3, Duration.ofMillis(1));
  static final DownloadLimits IMPATIENT =
      new DownloadLimits(Duration.ofMillis(500), Duration.ofSeconds(1), 2, Duration.ofMillis(1));

  static final Proxies PROXIES = new Proxies(new Settings(name -> null, name -> null));

  @TempDir Path directory;
  final byte[] file = new byte[SIZE];
  WeightsOrigin origin;
  Path part;

  @BeforeEach
  void makeFile() throws Exception {
    new Random(1).nextBytes(file);
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(file);
    origin = new WeightsOrigin("test", "test.pth", SIZE, HexFormat.of().formatHex(digest));
    part = directory.resolve("test.pth.part");
  }

  void fetch(FileServer server, DownloadLimits limits) throws IOException {
    fetch(server, limits, ProgressListener.NONE);
  }

  void fetch(FileServer server, DownloadLimits limits, ProgressListener listener)
      throws IOException {
    URI url = server.base().resolve(origin.fileName());
    new WeightsDownload(origin, url, limits, PROXIES, listener).fetch(part);
  }
}
