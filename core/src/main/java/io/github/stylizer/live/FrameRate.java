package io.github.stylizer.live;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/** Counts frames over the last seconds. Not safe for concurrent use. */
final class FrameRate {
  private static final long WINDOW = Duration.ofSeconds(4).toNanos();

  private final Deque<Long> times = new ArrayDeque<>();

  /** Counts a frame that is finished now. */
  void count(long now) {
    forget(now);
    times.add(now);
  }

  /** Returns frames per second; 0 if there were fewer than two in the last seconds. */
  double perSecond(long now) {
    forget(now);
    if (times.size() < 2) {
      return 0;
    }
    // From frame to frame: a rate is right as soon as there are two.
    return (times.size() - 1) * 1e9 / Math.max(1, times.getLast() - times.getFirst());
  }

  private void forget(long now) {
    while (!times.isEmpty() && now - times.getFirst() > WINDOW) {
      times.remove();
    }
  }
}
