package io.github.stylizer.examples.serve;

import io.github.stylizer.examples.serve.Clients.Client;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.PriorityBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Pictures that wait for threads of their own. Clients take turns by the work that they ask for:
 * who asks for much waits behind those who ask for little, and not the other way round.
 */
final class Lane {
  private final ThreadPoolExecutor threads;
  private final int places;
  private final Map<Client, Double> turns = new HashMap<>();
  private double turn;
  private long count;
  private double seconds;

  Lane(String name, int size, int places, double seconds) {
    this.places = places;
    this.seconds = seconds;
    threads =
        new ThreadPoolExecutor(
            size,
            size,
            1,
            TimeUnit.MINUTES,
            new PriorityBlockingQueue<>(),
            work -> {
              Thread thread = new Thread(work, name);
              thread.setDaemon(true);
              return thread;
            });
  }

  int waiting() {
    return threads.getQueue().size();
  }

  /**
   * Lets a picture wait for its turn.
   *
   * @param cost of the picture, in any unit
   * @throws ServiceException if too many wait already
   */
  synchronized Painting submit(Client client, double cost, Painting.Work work) {
    int retryAfter = retryAfter();
    if (waiting() >= places) {
      throw ServiceException.later(
          503, "too many pictures are waiting: try again later", retryAfter);
    }
    client.startWaiting(retryAfter);
    turns.values().removeIf(past -> past <= turn);
    double own = Math.max(turn, turns.getOrDefault(client, turn));
    Painting painting = new Painting(work, client, own, count++);
    turns.put(client, own + cost);
    threads.execute(painting);
    return painting;
  }

  private int retryAfter() {
    double wait = (waiting() + 1) * seconds / threads.getMaximumPoolSize();
    return (int) Math.max(1, Math.min(120, Math.ceil(wait)));
  }

  synchronized void started(Painting painting) {
    turn = Math.max(turn, painting.turn());
  }

  synchronized void took(double time) {
    seconds += 0.2 * (time - seconds);
  }

  boolean remove(Painting unwanted) {
    return threads.remove(unwanted);
  }

  /** Takes out all that wait, and lets the threads end after what they paint now. */
  synchronized List<Painting> close() {
    List<Runnable> waiting = new ArrayList<>();
    threads.getQueue().drainTo(waiting);
    threads.shutdown();
    return waiting.stream().map(Painting.class::cast).toList();
  }

  boolean awaitEnd(long nanoseconds) throws InterruptedException {
    return threads.awaitTermination(Math.max(0, nanoseconds), TimeUnit.NANOSECONDS);
  }

  void closeNow() {
    threads.shutdownNow();
  }
}
