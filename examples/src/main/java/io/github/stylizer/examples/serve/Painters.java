package io.github.stylizer.examples.serve;

import io.github.stylizer.examples.serve.Clients.Client;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that paint. Pictures of seconds have a thread of their own, so that those of a
 * fraction of a second do not wait for them; gradients are computed for one picture at a time
 * anyway. So have films, of which one is painted at a time.
 */
final class Painters implements AutoCloseable {
  private final ServiceLimits limits;
  private final ScheduledExecutorService clock;
  private final ServiceMetrics metrics;
  private final Lane quick;
  private final Lane slow;
  private final Lane films;
  private final AtomicInteger painting = new AtomicInteger();
  private volatile @Nullable Painting film;
  private volatile boolean stopping;

  Painters(
      int workers, ServiceLimits limits, ScheduledExecutorService clock, ServiceMetrics metrics) {
    this.limits = limits;
    this.clock = clock;
    this.metrics = metrics;
    quick = new Lane("painter", workers, limits.waiting(), 0.3);
    slow = new Lane("slow painter", 1, limits.waiting(), 10);
    films = new Lane("film painter", 1, limits.films().waiting(), 300);
    metrics.gauge(
        "stylize_waiting",
        "pictures and films that wait to be painted",
        () -> lanes().stream().mapToInt(Lane::waiting).sum());
    metrics.gauge("stylize_painting", "pictures and films being painted", painting::get);
  }

  /**
   * Lets a picture be painted in its turn.
   *
   * @param kind the quality, for the metrics
   * @throws ServiceException if too many wait already, or the service stops
   */
  Painting submit(Client client, Cost cost, String kind, Callable<? extends Result> work) {
    if (stopping) {
      throw stopped();
    }
    Lane lane =
        switch (cost.pace()) {
          case QUICK -> quick;
          case SLOW -> slow;
          case FILM -> films;
        };
    return lane.submit(client, cost.megapixels(), own -> timed(own, lane, kind, work));
  }

  private List<Lane> lanes() {
    return List.of(quick, slow, films);
  }

  static ServiceException stopped() {
    return ServiceException.later(503, "the service is stopping: try again later", 5);
  }

  private Result timed(Painting own, Lane lane, String kind, Callable<? extends Result> work)
      throws Exception {
    lane.started(own);
    boolean isFilm = lane.equals(films);
    Duration most = isFilm ? limits.films().painting() : limits.painting();
    Future<?> alarm =
        clock.schedule(() -> own.stop(tooLong(most)), most.toMillis(), TimeUnit.MILLISECONDS);
    painting.incrementAndGet();
    if (isFilm) {
      film = own;
    }
    long began = System.nanoTime();
    try {
      return work.call();
    } finally {
      alarm.cancel(false);
      painting.decrementAndGet();
      if (isFilm) {
        film = null;
      }
      double seconds = (System.nanoTime() - began) / 1e9;
      metrics.painted(kind, seconds);
      lane.took(seconds);
    }
  }

  private static ServiceException tooLong(Duration most) {
    return new ServiceException(
        504, "painting took longer than " + most.toSeconds() + " seconds: ask for a smaller size");
  }

  /** Ends a picture that nobody wants any more. */
  void cancel(Painting unwanted) {
    if (lanes().stream().anyMatch(lane -> lane.remove(unwanted))) {
      unwanted.client().endWaiting();
    }
    unwanted.stop(new ServiceException(410, "the picture was canceled"));
  }

  /**
   * Refuses what waits, ends a film, and lets pictures that are being painted be finished.
   *
   * @return whether all of it was
   */
  boolean drain(Duration time) {
    stopping = true;
    List<Painting> waiting = new ArrayList<>();
    lanes().forEach(lane -> waiting.addAll(lane.close()));
    for (Painting unpainted : waiting) {
      unpainted.client().endWaiting();
      unpainted.stop(stopped());
    }
    Painting endless = film;
    if (endless != null) {
      endless.stop(stopped());
    }
    try {
      long end = System.nanoTime() + time.toNanos();
      boolean ended = true;
      for (Lane lane : lanes()) {
        ended &= lane.awaitEnd(end - System.nanoTime());
      }
      return ended;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    stopping = true;
    lanes().forEach(Lane::closeNow);
  }
}
