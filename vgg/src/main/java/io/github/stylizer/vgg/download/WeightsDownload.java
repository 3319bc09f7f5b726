package io.github.stylizer.vgg.download;

import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.internal.io.Interruption;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * An HTTP download into a part file: resumes where an earlier run or a lost connection stopped, and
 * succeeds only with the expected size and SHA-256. Not thread-safe.
 */
public final class WeightsDownload {

  private static final long BYTES_PER_REPORT = 1 << 20;
  private static final int OK = 200;
  private static final int PARTIAL_CONTENT = 206;
  private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
  private static final int RANGE_NOT_SATISFIABLE = 416;

  private final WeightsOrigin origin;
  private final URI url;
  private final DownloadLimits limits;
  private final ProgressListener listener;
  private final Proxies proxies;
  private final long startNanos = System.nanoTime();

  public WeightsDownload(
      WeightsOrigin origin,
      URI url,
      DownloadLimits limits,
      Proxies proxies,
      ProgressListener listener) {
    this.origin = origin;
    this.url = url;
    this.limits = limits;
    this.proxies = proxies;
    this.listener = listener;
  }

  /**
   * Completes the part file. If the connection fails, the part file keeps what was received and a
   * later call resumes from there.
   *
   * @throws java.io.InterruptedIOException if the thread was interrupted
   * @throws IOException if the download fails; the message is a reason to embed in a sentence
   */
  public void fetch(Path partPath) throws IOException {
    HttpClient client = client();
    try (PartFile part = new PartFile(partPath, origin.bytes())) {
      long sizeAtStart = part.size();
      for (int attempt = 1; !isComplete(part); attempt++) {
        boolean fresh = part.size() == 0;
        try {
          transfer(client, part);
          checkContents(part, fresh || attempt == limits.attempts());
        } catch (LostConnectionException e) {
          boolean hopeful = e.isTransient() || part.size() != sizeAtStart;
          if (!hopeful || attempt == limits.attempts()) {
            throw new IOException(url + " " + e.getMessage() + received(part), e);
          }
          pauseAfter(attempt);
        }
      }
    }
  }

  private HttpClient client() throws IOException {
    proxies.check(url);
    // HTTP/1.1: HTTP/2 gains nothing for one file over one connection.
    HttpClient.Builder client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .connectTimeout(limits.connect())
            .proxy(proxies);
    proxies.authenticator(url).ifPresent(client::authenticator);
    return client.build();
  }

  private boolean isComplete(PartFile part) {
    return part.size() == origin.bytes() && part.sha256().equals(origin.sha256());
  }

  private String received(PartFile part) {
    return part.size() == 0 ? "" : " after " + part.size() + " of " + origin.bytes() + " bytes";
  }

  /**
   * Fails on a wrong checksum, unless the beginning came from an earlier connection: then the
   * beginning may be wrong, so everything is downloaded once more.
   */
  private void checkContents(PartFile part, boolean conclusive) throws IOException {
    if (isComplete(part)) {
      return;
    }
    String found = part.sha256();
    if (!conclusive) {
      part.restart();
      return;
    }
    part.delete();
    throw new IOException(
        "the download from " + url + " has the SHA-256 " + found + ", so it was deleted");
  }

  private void pauseAfter(int attempt) throws IOException {
    try {
      Thread.sleep(limits.pause().toMillis() << (attempt - 1));
    } catch (InterruptedException e) {
      throw Interruption.during("waiting to reconnect to " + url, e);
    }
  }

  /** Uses one connection; returns when the part file has its full size. */
  private void transfer(HttpClient client, PartFile part) throws IOException {
    if (part.size() == origin.bytes()) {
      part.restart();
    }
    HttpResponse<Flow.Publisher<List<ByteBuffer>>> response = send(client, part.size());
    requireNoPassword(response);
    try (ResponseBody body = new ResponseBody(response.body(), limits.stall())) {
      begin(response, part);
      report(part);
      long reported = part.size();
      for (List<ByteBuffer> pieces = body.next(); !pieces.isEmpty(); pieces = body.next()) {
        refuseSurplus(part, pieces);
        part.append(pieces);
        if (part.size() - reported >= BYTES_PER_REPORT) {
          report(part);
          reported = part.size();
        }
      }
    }
    report(part);
    if (part.size() < origin.bytes()) {
      throw LostConnectionException.incomplete("ended early");
    }
  }

  private HttpResponse<Flow.Publisher<List<ByteBuffer>>> send(HttpClient client, long offset)
      throws IOException {
    HttpRequest.Builder request = HttpRequest.newBuilder(url);
    if (offset > 0) {
      request.header("Range", "bytes=" + offset + "-");
    }
    CompletableFuture<HttpResponse<Flow.Publisher<List<ByteBuffer>>>> answer =
        client.sendAsync(request.build(), HttpResponse.BodyHandlers.ofPublisher());
    try {
      // Not HttpRequest.timeout: in newer Java versions it covers the body too.
      return answer.get(limits.connect().plus(limits.stall()).toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      answer.cancel(true);
      throw Interruption.during("connecting to " + url, e);
    } catch (TimeoutException e) {
      answer.cancel(true);
      throw LostConnectionException.silent(limits.connect().plus(limits.stall()));
    } catch (ExecutionException e) {
      throw LostConnectionException.broken(Objects.requireNonNull(e.getCause()));
    }
  }

  /** Without a password, the answer of a proxy has no body at all. */
  private void requireNoPassword(HttpResponse<?> response) throws IOException {
    if (response.statusCode() == PROXY_AUTHENTICATION_REQUIRED) {
      throw new IOException(
          url
              + " cannot be reached, because the proxy "
              + proxies.describe(url)
              + " wants a user and a password (HTTP status 407): set the environment variable"
              + " https_proxy to http://USER:PASSWORD@HOST:PORT and, for a password that is sent as"
              + " it is, the system property jdk.http.auth.tunneling.disabledSchemes to nothing");
    }
  }

  /**
   * Checks the headers against the part file, and truncates it if the server sends everything
   * again.
   */
  private void begin(HttpResponse<?> response, PartFile part) throws IOException {
    long offset = part.size();
    int status = response.statusCode();
    if (status == RANGE_NOT_SATISFIABLE && offset > 0) {
      part.restart();
      throw LostConnectionException.incomplete("refused to resume");
    }
    if (status != OK && status != PARTIAL_CONTENT) {
      throw new IOException(url + " answered with HTTP status " + status);
    }
    if (status == PARTIAL_CONTENT) {
      String range = response.headers().firstValue("Content-Range").orElse("");
      String expected = "bytes " + offset + "-" + (origin.bytes() - 1) + "/" + origin.bytes();
      if (!range.equalsIgnoreCase(expected)) {
        part.restart();
        throw LostConnectionException.incomplete(
            "sent the range '" + range + "' instead of '" + expected + "'");
      }
    } else if (offset > 0) {
      part.restart();
    }
    long announced = response.headers().firstValueAsLong("Content-Length").orElse(-1);
    if (announced >= 0 && announced != origin.bytes() - part.size()) {
      throw new IOException(
          url + " announced " + announced + " bytes instead of " + origin.bytes());
    }
  }

  private void refuseSurplus(PartFile part, List<ByteBuffer> pieces) throws IOException {
    long count = pieces.stream().mapToLong(ByteBuffer::remaining).sum();
    if (count > origin.bytes() - part.size()) {
      part.delete();
      throw new IOException(url + " sent more than " + origin.bytes() + " bytes");
    }
  }

  private void report(PartFile part) {
    Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
    listener.onProgress(
        Progress.of("downloading " + origin.fileName(), part.size(), origin.bytes(), elapsed));
  }
}
