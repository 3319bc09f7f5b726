package io.github.stylizer.examples.window;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The test's own thread in the part of Swing's event thread. */
final class EventThread implements Executor {
  private static final long MOST_SECONDS = 60;

  private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();

  @Override
  public void execute(Runnable event) {
    events.add(event);
  }

  /** Handles events until there is what is awaited. */
  void runUntil(BooleanSupplier awaited) throws InterruptedException {
    while (!awaited.getAsBoolean()) {
      Runnable event = events.poll(MOST_SECONDS, TimeUnit.SECONDS);
      if (event == null) {
        throw new AssertionError("nothing happens");
      }
      event.run();
    }
  }

  /** Handles what has arrived. */
  void runAll() {
    for (Runnable event = events.poll(); event != null; event = events.poll()) {
      event.run();
    }
  }
}
