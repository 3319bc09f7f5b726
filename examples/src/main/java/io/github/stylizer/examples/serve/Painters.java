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

/**
 * The threads that paint. Pictures of seconds have a thread of their own, so that those of a
 * fraction of a second do not wait for them; gradients are computed for one picture at a time
 * anyway.
 */
final class Painters implements AutoCloseable {
  private final ServiceLimits limits;
  private final ScheduledExecutorService clock;
  private final ServiceMetrics metrics;
  private final Lane quick;
  private final Lane slow;
  private final AtomicInteger painting = new AtomicInteger();
  private volatile boolean stopping;

  Painters(
      int workers, ServiceLimits limits, ScheduledExecutorService clock, ServiceMetrics metrics) {
    this.limits = limits;
    this.clock = clock;
    this.metrics = metrics;
    quick = new Lane("painter", workers, limits.waiting(), 0.3);
    slow = new Lane("slow painter", 1, limits.waiting(), 10);
    metrics.gauge(
        "stylize_waiting",
        "pictures that wait to be painted",
        () -> quick.waiting() + slow.waiting());
    metrics.gauge("stylize_painting", "pictures being painted", painting::get);
  }

  /**
   * Lets a picture be painted in its turn.
   *
   * @param kind the quality, for the metrics
   * @throws ServiceException if too many wait already, or the service stops
   */
  Painting submit(Client client, Cost cost, String kind, Callable<Picture> work) {
    if (stopping) {
      throw stopped();
    }
    Lane lane = cost.isSlow() ? slow : quick;
    return lane.submit(client, cost.megapixels(), own -> timed(own, lane, kind, work));
  }

  static ServiceException stopped() {
    return ServiceException.later(503, "the service is stopping: try again later", 5);
  }

  private Picture timed(Painting own, Lane lane, String kind, Callable<Picture> work)
      throws Exception {
    lane.started(own);
    Future<?> alarm =
        clock.schedule(
            () -> own.stop(tooLong()), limits.painting().toMillis(), TimeUnit.MILLISECONDS);
    painting.incrementAndGet();
    long began = System.nanoTime();
    try {
      return work.call();
    } finally {
      alarm.cancel(false);
      painting.decrementAndGet();
      double seconds = (System.nanoTime() - began) / 1e9;
      metrics.painted(kind, seconds);
      lane.took(seconds);
    }
  }

  private ServiceException tooLong() {
    return new ServiceException(
        504,
        "painting took longer than "
            + limits.painting().toSeconds()
            + " seconds: ask for a smaller size");
  }

  /** Ends a picture that nobody wants any more. */
  void cancel(Painting unwanted) {
    if (quick.remove(unwanted) || slow.remove(unwanted)) {
      unwanted.client().endWaiting();
    }
    unwanted.stop(new ServiceException(410, "the picture was canceled"));
  }

  /**
   * Refuses what waits, and lets what is being painted be finished.
   *
   * @return whether all of it was
   */
  boolean drain(Duration time) {
    stopping = true;
    List<Painting> waiting = new ArrayList<>(quick.close());
    waiting.addAll(slow.close());
    for (Painting unpainted : waiting) {
      unpainted.client().endWaiting();
      unpainted.stop(stopped());
    }
    try {
      long end = System.nanoTime() + time.toNanos();
      return quick.awaitEnd(time.toNanos()) && slow.awaitEnd(end - System.nanoTime());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    stopping = true;
    quick.closeNow();
    slow.closeNow();
  }
}
