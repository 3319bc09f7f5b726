package io.github.stylizer.vgg;

import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.internal.io.Interruption;
import io.github.stylizer.vgg.download.DownloadLimits;
import io.github.stylizer.vgg.download.Proxies;
import io.github.stylizer.vgg.download.WeightsCache;
import io.github.stylizer.vgg.download.WeightsDownload;
import io.github.stylizer.vgg.download.WeightsOrigin;
import io.github.stylizer.vgg.download.WeightsSettings;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds a file with VGG weights: the path given in code, then the one set by the model's system
 * property or environment variable, then the cache, and finally a download of torchvision's file
 * into the cache.
 */
final class VggWeightsLocator {

  private final WeightsOrigin origin;
  private final WeightsSettings settings;
  private final DownloadLimits limits;

  VggWeightsLocator(WeightsOrigin origin, WeightsSettings settings, DownloadLimits limits) {
    this.origin = origin;
    this.settings = settings;
    this.limits = limits;
  }

  /**
   * Finds a file that {@link io.github.stylizer.internal.weights.WeightsFile#open} can read. Safe
   * for concurrent threads and processes: one fills the cache, the others wait.
   *
   * @param variant the network
   * @param explicit the path given in code; null if there is none
   * @param tensorNames the tensors that a cached file must have; a file set by the user is not
   *     checked
   * @param listener receives the progress of the download
   * @return the file
   * @throws InterruptedIOException if the thread was interrupted; its flag is restored
   * @throws IOException if there is no such file and the download fails; the message is one line
   *     with what to do
   */
  static Path locate(
      VggVariant variant,
      @Nullable Path explicit,
      Set<String> tensorNames,
      ProgressListener listener)
      throws IOException {
    return new VggWeightsLocator(
            variant.origin(), WeightsSettings.ofSystem(), DownloadLimits.DEFAULT)
        .locate(explicit, tensorNames, listener);
  }

  /** Finds the file as {@link #locate} does, but downloads nothing. */
  static Optional<Path> find(VggVariant variant) throws IOException {
    WeightsSettings settings = WeightsSettings.ofSystem();
    Optional<WeightsSettings.Setting> named = settings.weightsFile(variant.origin());
    if (named.isPresent()) {
      return Optional.of(existing(named.get()));
    }
    WeightsCache cache = new WeightsCache(settings.cacheDirectory(), variant.origin());
    return Optional.of(cache.file()).filter(Files::exists);
  }

  Path locate(@Nullable Path explicit, Set<String> tensorNames, ProgressListener listener)
      throws IOException {
    if (explicit != null) {
      return existing(explicit, "");
    }
    Optional<WeightsSettings.Setting> named = settings.weightsFile(origin);
    if (named.isPresent()) {
      return existing(named.get());
    }
    WeightsCache cache = new WeightsCache(settings.cacheDirectory(), origin);
    try {
      if (!cache.holds(tensorNames)) {
        fill(cache, tensorNames, listener);
      }
    } catch (ClosedByInterruptException e) {
      throw Interruption.during("reading or writing the cached weights", e);
    }
    return cache.file();
  }

  private static Path existing(WeightsSettings.Setting setting) throws IOException {
    return existing(setting.path(), " (set by " + setting.source() + ")");
  }

  private static Path existing(Path path, String source) throws IOException {
    if (Files.isRegularFile(path)) {
      return path;
    }
    String problem = Files.exists(path) ? "not a file: " : "no such weights file: ";
    throw new FileNotFoundException(problem + path + source);
  }

  private void fill(WeightsCache cache, Set<String> tensorNames, ProgressListener listener)
      throws IOException {
    Optional<String> offline = settings.offline();
    if (!cache.hasOriginal() && offline.isPresent()) {
      throw new IOException(sentence("disabled by " + offline.get(), cache));
    }
    Runnable waiting = () -> report(listener, "waiting for another thread or process to fetch ");
    cache.lock(
        waiting,
        () -> {
          if (cache.holds(tensorNames)) {
            return;
          }
          boolean placed = cache.hasOriginal();
          if (placed) {
            cache.checkOriginal();
          } else {
            download(cache, listener);
          }
          report(listener, "converting ");
          cache.convert(placed ? cache.original() : cache.part(), tensorNames);
        });
  }

  private void download(WeightsCache cache, ProgressListener listener) throws IOException {
    URI url = settings.url(origin);
    try {
      new WeightsDownload(origin, url, limits, new Proxies(settings.settings()), listener)
          .fetch(cache.part());
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(sentence(e.getMessage(), cache), e);
    }
  }

  private void report(ProgressListener listener, String work) {
    listener.onProgress(Progress.of(work + origin.fileName(), 0, 0, Duration.ZERO));
  }

  private String sentence(@Nullable String reason, WeightsCache cache) throws IOException {
    return "cannot download the weights of "
        + origin.model()
        + ": "
        + reason
        + "; get "
        + settings.url(origin)
        + " (SHA-256 "
        + origin.sha256()
        + ") some other way and put it at "
        + cache.original()
        + ", or set the system property "
        + origin.pathProperty()
        + " or the environment variable "
        + origin.pathVariable()
        + " to its path";
  }
}
