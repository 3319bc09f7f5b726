package io.github.stylizer.examples.serve;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * A connection that can be asked whether its client has hung up. Jetty reads nothing while a
 * request is answered, and so learns of it only afterwards. What comes in meanwhile is the client's
 * next request, which is kept for Jetty.
 */
final class WatchedConnection extends SocketChannelEndPoint {
  private static final int READ_AHEAD = 1024;

  private final Executor executor;
  private final ByteBuffer ahead = BufferUtil.allocate(READ_AHEAD);
  private boolean watched;

  WatchedConnection(
      SocketChannel channel,
      ManagedSelector selector,
      SelectionKey key,
      Scheduler scheduler,
      Executor executor) {
    super(channel, selector, key, scheduler);
    this.executor = executor;
  }

  /** Begins, or ends, the time in which nobody else reads. */
  synchronized void watch(boolean begins) {
    watched = begins;
  }

  /** Whether the client has closed its side, as far as it is known; never while not watched. */
  synchronized boolean hasHungUp() {
    if (!watched || ahead.hasRemaining()) {
      return false;
    }
    try {
      return super.fill(ahead) < 0;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public synchronized int fill(ByteBuffer buffer) throws IOException {
    if (!ahead.hasRemaining()) {
      return super.fill(buffer);
    }
    int position = BufferUtil.flipToFill(buffer);
    int count = BufferUtil.put(ahead, buffer);
    BufferUtil.flipToFlush(buffer, position);
    return count;
  }

  /** The selector does not know of what is read already. */
  @Override
  protected void needsFillInterest() {
    if (isAhead()) {
      executor.execute(() -> getFillInterest().fillable());
    } else {
      super.needsFillInterest();
    }
  }

  private synchronized boolean isAhead() {
    return ahead.hasRemaining();
  }
}
