package io.github.stylizer.examples.serve;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** What every client has used of the limits. A client is an address. */
final class Clients {
  private static final int MOST = 10_000;

  private final ServiceLimits limits;
  private final AtomicLong held = new AtomicLong();
  private final ConcurrentHashMap<String, Client> clients = new ConcurrentHashMap<>();

  Clients(ServiceLimits limits) {
    this.limits = limits;
  }

  Client of(String address) {
    if (clients.size() > MOST) {
      clients.values().removeIf(Client::isIdle);
    }
    return clients.computeIfAbsent(address, key -> new Client());
  }

  /** Bytes of uploads and pictures in memory. */
  long held() {
    return held.get();
  }

  /** One client's account; safe for concurrent use. */
  final class Client {
    private double tokens = limits.burst();
    private long refilled = System.nanoTime();
    private long bytes;
    private int waiting;
    private int streams;
    private int films;

    private void refill() {
      long now = System.nanoTime();
      double perNano = limits.requestsPerMinute() / 60e9;
      tokens = Math.min(limits.burst(), tokens + (now - refilled) * perNano);
      refilled = now;
    }

    private synchronized boolean isIdle() {
      refill();
      return tokens >= limits.burst() && bytes == 0 && waiting == 0 && streams == 0 && films == 0;
    }

    /** Takes one request out of the rate. */
    synchronized void request() {
      refill();
      if (tokens < 1) {
        double seconds = (1 - tokens) * 60 / limits.requestsPerMinute();
        throw ServiceException.later(
            429,
            "more than " + limits.requestsPerMinute() + " requests a minute: wait and try again",
            (int) Math.max(1, Math.ceil(seconds)));
      }
      tokens--;
    }

    /** Takes memory for an upload. */
    synchronized void upload(int count) {
      if (bytes + count > limits.heldBytes() / 2) {
        throw ServiceException.later(429, "too many uploads at once: wait for your others", 5);
      }
      if (held.addAndGet(count) > limits.heldBytes()) {
        held.addAndGet(-count);
        throw ServiceException.later(503, "too many uploads at the moment: try again later", 5);
      }
      bytes += count;
    }

    /** Counts a picture, which nobody can refuse any more, like an upload. */
    synchronized void picture(long count) {
      held.addAndGet(count);
      bytes += count;
    }

    synchronized void release(long count) {
      held.addAndGet(-count);
      bytes -= count;
    }

    synchronized void startWaiting(int retryAfter) {
      if (waiting >= Math.max(1, limits.waiting() / 2)) {
        throw ServiceException.later(
            429, "too many of your pictures are waiting: wait for them", retryAfter);
      }
      waiting++;
    }

    synchronized void endWaiting() {
      waiting--;
    }

    synchronized void startStream() {
      if (streams >= ServiceLimits.EVENT_STREAMS_PER_CLIENT) {
        throw ServiceException.later(429, "too many event streams at once: close some", 5);
      }
      streams++;
    }

    synchronized void endStream() {
      streams--;
    }

    /** Counts a film from when it comes in until it is painted. */
    synchronized void startFilm() {
      if (films >= FilmLimits.OF_A_CLIENT) {
        throw ServiceException.later(429, "too many of your films at once: wait for them", 60);
      }
      films++;
    }

    synchronized void endFilm() {
      films--;
    }
  }
}
