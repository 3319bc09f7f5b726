package io.github.stylizer.examples.serve;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.stylizer.examples.serve.Clients.Client;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/** A request, its client, and the one answer that it gets. */
record Exchange(
    Request request,
    Response response,
    Callback callback,
    Client client,
    ServiceLimits limits,
    AtomicLong held) {
  private static final int FILM_BUFFER = 64 << 10;
  private static final Gson JSON = new GsonBuilder().disableHtmlEscaping().create();

  static Exchange of(
      Request request, Response response, Callback callback, Client client, ServiceLimits limits) {
    AtomicLong held = new AtomicLong();
    Request.addCompletionListener(request, failure -> client.release(held.getAndSet(0)));
    return new Exchange(request, response, callback, client, limits, held);
  }

  WatchedConnection connection() {
    return (WatchedConnection) request.getConnectionMetaData().getConnection().getEndPoint();
  }

  /** Counts bytes of the upload, until the request is complete. */
  void upload(int count) {
    client.upload(count);
    held.addAndGet(count);
  }

  /** Lets go of the upload, which a job has taken over. */
  long handOver() {
    return held.getAndSet(0);
  }

  void header(String name, String value) {
    response.getHeaders().put(name, value);
  }

  /** Sends what is painted, as far as it is in memory. */
  void result(Result result) {
    if (result instanceof FilmResult film) {
      film(film);
    } else if (result instanceof Picture picture) {
      picture(picture);
    }
  }

  private void film(FilmResult film) {
    response.setStatus(200);
    header(HttpHeader.CONTENT_TYPE.asString(), film.type());
    header("Content-Disposition", "attachment; filename=\"painted." + film.extension() + "\"");
    try {
      response.getHeaders().put(HttpHeader.CONTENT_LENGTH, Files.size(film.file()));
    } catch (IOException e) {
      throw new ServiceException(404, "the film is no longer kept", e);
    }
    failAfter(limits.films().download());
    if (isHead()) {
      response.write(true, null, callback);
      return;
    }
    ByteBufferPool.Sized buffers =
        new ByteBufferPool.Sized(request.getComponents().getByteBufferPool(), true, FILM_BUFFER);
    Content.copy(Content.Source.from(buffers, film.file()), response, callback);
  }

  /** Makes room on the disk for a film, which is deleted with this request or taken over. */
  FilmFiles film(FilmFolder folder, long bytes) {
    try {
      FilmFiles files = folder.open(client, bytes);
      Request.addCompletionListener(request, failure -> files.endRequest());
      return files;
    } catch (IOException e) {
      throw new ServiceException(503, "there is no room for films: " + e.getMessage(), e);
    }
  }

  /** Counts bytes no longer that are not in memory any more. */
  void forget(long count) {
    held.addAndGet(-count);
    client.release(count);
  }

  void picture(Picture picture) {
    client.picture(picture.bytes().length);
    held.addAndGet(picture.bytes().length);
    header("Content-Disposition", "inline; filename=\"painted." + picture.extension() + "\"");
    body(200, picture.type(), picture.bytes());
  }

  void json(int status, Object value) {
    body(status, "application/json", JSON.toJson(value).getBytes(StandardCharsets.UTF_8));
  }

  void body(int status, String type, byte[] bytes) {
    response.setStatus(status);
    header(HttpHeader.CONTENT_TYPE.asString(), type);
    response.getHeaders().put(HttpHeader.CONTENT_LENGTH, bytes.length);
    failAfter(limits.download());
    response.write(true, isHead() ? null : ByteBuffer.wrap(bytes), callback);
  }

  private boolean isHead() {
    return "HEAD".equals(request.getMethod());
  }

  /** Whoever reads an answer byte by byte does not keep it for ever. */
  private void failAfter(Duration time) {
    Scheduler.Task deadline =
        request
            .getComponents()
            .getScheduler()
            .schedule(
                () -> request.fail(new TimeoutException("slow reader")),
                time.toMillis(),
                TimeUnit.MILLISECONDS);
    Request.addCompletionListener(request, failure -> deadline.cancel());
  }

  void empty(int status) {
    response.setStatus(status);
    response.write(true, null, callback);
  }

  void fail(Throwable thrown) {
    ServiceException e = Failures.of(thrown);
    if (response.isCommitted()) {
      callback.failed(e);
      return;
    }
    if (e.retryAfter() > 0) {
      response.getHeaders().put(HttpHeader.RETRY_AFTER, e.retryAfter());
    }
    // Jetty closes a connection on which a body is still coming. The client must be told, or its
    // next request would be lost.
    if (e.status() == 408 || e.status() == 413 || !request.consumeAvailable()) {
      header(HttpHeader.CONNECTION.asString(), "close");
    }
    header(HttpHeader.CACHE_CONTROL.asString(), "no-store");
    json(e.status(), error(e.status(), e.line()));
  }

  static Map<String, Object> error(int status, @Nullable String line) {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("status", status);
    error.put("error", line == null ? "" : line);
    return error;
  }

  static String toJson(Object value) {
    return JSON.toJson(value);
  }
}
