package io.github.stylizer.examples.serve;

import io.github.stylizer.ProgressListener;
import io.github.stylizer.examples.serve.Routes.Route;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.eclipse.jetty.http.HttpHeader;

/** Answers the requests. */
final class Api {
  private static final long WATCH_MILLISECONDS = 250;

  private final ServiceLimits limits;
  private final StyleShelf shelf;
  private final Painters painters;
  private final Jobs jobs;
  private final FilmFolder films;
  private final PageFiles pages;
  private final ServiceMetrics metrics;
  private final ScheduledExecutorService clock;
  private final BooleanSupplier stopping;
  private final byte[] description;

  Api(
      ServiceLimits limits,
      StyleShelf shelf,
      Painters painters,
      Jobs jobs,
      FilmFolder films,
      PageFiles pages,
      ServiceMetrics metrics,
      ScheduledExecutorService clock,
      BooleanSupplier stopping)
      throws IOException {
    this.limits = limits;
    this.shelf = shelf;
    this.painters = painters;
    this.jobs = jobs;
    this.films = films;
    this.pages = pages;
    this.metrics = metrics;
    this.clock = clock;
    this.stopping = stopping;
    this.description = PageFiles.resource("openapi.json");
  }

  Routes routes() {
    return new Routes(
        List.of(
            Route.of("GET", "/", (exchange, none) -> pages.index(exchange)),
            Route.of("GET", "/page/{file}", (exchange, file) -> pages.send(file, exchange)),
            Route.of("GET", "/health", (exchange, none) -> health(exchange)),
            Route.of("GET", "/metrics", (exchange, none) -> metrics(exchange)),
            Route.of("GET", "/v1/openapi.json", (exchange, none) -> describe(exchange)),
            Route.of("GET", "/v1/styles", (exchange, none) -> styles(exchange)),
            Route.of("GET", "/v1/styles/{name}/preview", this::preview),
            Route.of("POST", "/v1/stylize", (exchange, none) -> stylize(exchange)),
            Route.of("POST", "/v1/jobs", (exchange, none) -> startJob(exchange)),
            Route.of("GET", "/v1/jobs/{id}", this::job),
            Route.of("DELETE", "/v1/jobs/{id}", this::cancel),
            Route.of("GET", "/v1/jobs/{id}/events", this::events),
            Route.of("GET", "/v1/jobs/{id}/result", this::result)));
  }

  private void health(Exchange exchange) {
    noStore(exchange);
    boolean ends = stopping.getAsBoolean();
    exchange.json(ends ? 503 : 200, Map.of("status", ends ? "stopping" : "ok"));
  }

  private void metrics(Exchange exchange) {
    try {
      exchange.body(200, metrics.type(), metrics.text());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void describe(Exchange exchange) {
    exchange.body(200, "application/json", description);
  }

  private void styles(Exchange exchange) {
    Map<String, Object> granted = new LinkedHashMap<>();
    granted.put("bytes", limits.uploadBytes());
    granted.put("pixels", limits.pixels());
    granted.put("size", limits.side());
    if (films.problem().isEmpty()) {
      granted.put("film-bytes", limits.films().bytes());
      granted.put("film-frames", limits.films().frames());
      granted.put("film-size", limits.films().side());
    }
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("styles", shelf.list());
    answer.put("limits", granted);
    exchange.json(200, answer);
  }

  private void preview(Exchange exchange, String name) {
    if (!shelf.has(name)) {
      throw new ServiceException(
          404, "there is no style '" + name + "'; GET /v1/styles lists them");
    }
    exchange.header(HttpHeader.CACHE_CONTROL.asString(), "private, max-age=86400");
    if (shelf.hasPreview(name)) {
      exchange.picture(shelf.preview(name));
      return;
    }
    Painting painting =
        painters.submit(exchange.client(), Cost.PREVIEW, "preview", () -> shelf.preview(name));
    answerWith(painting, exchange);
  }

  private void answerWith(Painting painting, Exchange exchange) {
    // Nothing is sent or received while it is painted, and that is no reason to close.
    exchange.request().addIdleTimeoutListener(timeout -> painting.isDone());
    WatchedConnection connection = exchange.connection();
    connection.watch(true);
    Future<?> watch =
        clock.scheduleWithFixedDelay(
            () -> cancelIfHungUp(painting, connection),
            WATCH_MILLISECONDS,
            WATCH_MILLISECONDS,
            TimeUnit.MILLISECONDS);
    painting.whenDone(
        (result, failure) -> {
          watch.cancel(false);
          connection.watch(false);
          if (failure != null) {
            exchange.fail(failure);
          } else {
            exchange.result(result);
          }
        });
  }

  private void cancelIfHungUp(Painting painting, WatchedConnection connection) {
    if (connection.hasHungUp()) {
      painters.cancel(painting);
    }
  }

  private static void noStore(Exchange exchange) {
    exchange.header(HttpHeader.CACHE_CONTROL.asString(), "no-store");
  }

  private void stylize(Exchange exchange) {
    noStore(exchange);
    Form.read(exchange, null)
        .thenApply(form -> new PhotoOrder(form, limits, shelf))
        .thenAccept(
            order ->
                answerWith(
                    painters.submit(
                        exchange.client(),
                        order.cost(),
                        order.kind(),
                        () -> order.paint(ProgressListener.NONE)),
                    exchange))
        .exceptionally(failure -> failed(exchange, failure));
  }

  private void startJob(Exchange exchange) {
    noStore(exchange);
    Form.read(exchange, films)
        .thenAccept(
            form -> {
              Job job = jobs.start(order(form), exchange);
              if (form.film() != null) {
                form.film().takeOver();
              }
              exchange.header(HttpHeader.LOCATION.asString(), "/v1/jobs/" + job.id());
              exchange.json(202, job.description());
            })
        .exceptionally(failure -> failed(exchange, failure));
  }

  private Order order(Form form) {
    FilmFiles film = form.film();
    return film == null
        ? new PhotoOrder(form, limits, shelf)
        : new FilmOrder(form, film, limits, shelf);
  }

  @SuppressWarnings("NullAway") // what a CompletableFuture<Void> has for a value
  private static Void failed(Exchange exchange, Throwable failure) {
    exchange.fail(failure);
    return null;
  }

  private void job(Exchange exchange, String id) {
    noStore(exchange);
    exchange.json(200, jobs.get(id).description());
  }

  private void cancel(Exchange exchange, String id) {
    jobs.cancel(id);
    exchange.empty(204);
  }

  private void events(Exchange exchange, String id) {
    Job job = jobs.get(id);
    job.addStream(new EventStream(exchange, clock, job::removeStream));
  }

  private void result(Exchange exchange, String id) {
    noStore(exchange);
    exchange.result(jobs.get(id).result());
  }
}
