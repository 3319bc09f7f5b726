package io.github.stylizer.examples.serve;

import io.github.stylizer.examples.serve.Clients.Client;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
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
  private final ThreadPoolExecutor quick;
  private final ThreadPoolExecutor slow;
  private final AtomicInteger painting = new AtomicInteger();
  private volatile boolean stopping;
  private volatile double quickSeconds = 0.3;
  private volatile double slowSeconds = 10;

  Painters(
      int workers, ServiceLimits limits, ScheduledExecutorService clock, ServiceMetrics metrics) {
    this.limits = limits;
    this.clock = clock;
    this.metrics = metrics;
    quick = threads("painter", workers);
    slow = threads("slow painter", 1);
    metrics.gauge("stylize_waiting", "pictures that wait to be painted", this::waiting);
    metrics.gauge("stylize_painting", "pictures being painted", painting::get);
  }

  private ThreadPoolExecutor threads(String name, int count) {
    return new ThreadPoolExecutor(
        count,
        count,
        1,
        TimeUnit.MINUTES,
        new ArrayBlockingQueue<>(limits.waiting()),
        work -> {
          Thread thread = new Thread(work, name);
          thread.setDaemon(true);
          return thread;
        });
  }

  int waiting() {
    return quick.getQueue().size() + slow.getQueue().size();
  }

  /**
   * Lets a picture be painted as soon as a thread is free.
   *
   * @throws ServiceException if too many wait already, or the service stops
   */
  Painting submit(Client client, boolean isSlow, String quality, Callable<Picture> work) {
    if (stopping) {
      throw stopped();
    }
    ThreadPoolExecutor threads = isSlow ? slow : quick;
    int retryAfter = retryAfter(threads, isSlow ? slowSeconds : quickSeconds);
    client.startWaiting(retryAfter);
    Painting[] self = new Painting[1];
    Painting submitted = new Painting(() -> timed(self[0], isSlow, quality, work), client);
    self[0] = submitted;
    try {
      threads.execute(submitted);
    } catch (RejectedExecutionException e) {
      client.endWaiting();
      if (stopping) {
        throw stopped();
      }
      throw ServiceException.later(
          503, "too many pictures are waiting: try again later", retryAfter);
    }
    return submitted;
  }

  private static int retryAfter(ThreadPoolExecutor threads, double seconds) {
    double wait = (threads.getQueue().size() + 1) * seconds / threads.getMaximumPoolSize();
    return (int) Math.max(1, Math.min(120, Math.ceil(wait)));
  }

  static ServiceException stopped() {
    return ServiceException.later(503, "the service is stopping: try again later", 5);
  }

  private Picture timed(Painting self, boolean isSlow, String quality, Callable<Picture> work)
      throws Exception {
    Future<?> alarm =
        clock.schedule(
            () -> self.stop(tooLong()), limits.painting().toMillis(), TimeUnit.MILLISECONDS);
    painting.incrementAndGet();
    long began = System.nanoTime();
    try {
      return work.call();
    } finally {
      alarm.cancel(false);
      painting.decrementAndGet();
      double seconds = (System.nanoTime() - began) / 1e9;
      metrics.painted(quality, seconds);
      learn(isSlow, seconds);
    }
  }

  private synchronized void learn(boolean isSlow, double seconds) {
    if (isSlow) {
      slowSeconds += 0.2 * (seconds - slowSeconds);
    } else {
      quickSeconds += 0.2 * (seconds - quickSeconds);
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
    List<Runnable> waiting = new ArrayList<>();
    quick.getQueue().drainTo(waiting);
    slow.getQueue().drainTo(waiting);
    for (Runnable unpainted : waiting) {
      if (unpainted instanceof Painting one) {
        one.client().endWaiting();
        one.stop(stopped());
      }
    }
    quick.shutdown();
    slow.shutdown();
    try {
      long end = System.nanoTime() + time.toNanos();
      return quick.awaitTermination(time.toMillis(), TimeUnit.MILLISECONDS)
          && slow.awaitTermination(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public void close() {
    stopping = true;
    quick.shutdownNow();
    slow.shutdownNow();
  }
}
