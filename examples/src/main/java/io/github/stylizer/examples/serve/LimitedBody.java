package io.github.stylizer.examples.serve;

import java.util.Locale;
import org.eclipse.jetty.io.Content;

/**
 * The body of a request, counted. What is too long is read and forgotten up to a point, since many
 * clients do not read an answer before they have sent everything.
 */
final class LimitedBody implements Content.Source {
  private static final int FORGOTTEN = 8;

  private final Exchange exchange;
  private final int limit;
  private final boolean inMemory;
  private long count;

  /**
   * Makes the body of a request.
   *
   * @param limit how many bytes it may have
   * @param inMemory whether they count as held
   */
  LimitedBody(Exchange exchange, int limit, boolean inMemory) {
    this.exchange = exchange;
    this.limit = limit;
    this.inMemory = inMemory;
  }

  /**
   * Checks the length that a request declares, if it does.
   *
   * @param limit how many bytes it may have
   * @param waits whether its client wants to be told before it sends the body
   * @throws ServiceException if the body is too long, or would not even be read to its end
   */
  static void requireLength(Exchange exchange, int limit, boolean waits) {
    if (exchange.request().getLength() > (waits ? limit : (long) FORGOTTEN * limit)) {
      throw tooLarge(limit);
    }
  }

  static ServiceException tooLarge(int limit) {
    return new ServiceException(
        413,
        String.format(
            Locale.ROOT,
            "the request has more than %.0f MB: send smaller files",
            limit / (double) (1 << 20)));
  }

  @Override
  public Content.Chunk read() {
    while (true) {
      Content.Chunk chunk = exchange.request().read();
      if (chunk == null || Content.Chunk.isFailure(chunk)) {
        return chunk;
      }
      int length = chunk.remaining();
      count += length;
      if (count <= limit) {
        return counted(chunk, length);
      }
      boolean last = chunk.isLast();
      chunk.release();
      if (last || count > (long) FORGOTTEN * limit) {
        return Content.Chunk.from(tooLarge(limit));
      }
    }
  }

  private Content.Chunk counted(Content.Chunk chunk, int length) {
    try {
      if (inMemory) {
        exchange.upload(length);
      }
      return chunk;
    } catch (ServiceException e) {
      chunk.release();
      return Content.Chunk.from(e);
    }
  }

  @Override
  public void demand(Runnable demandCallback) {
    exchange.request().demand(demandCallback);
  }

  @Override
  public void fail(Throwable failure) {
    exchange.request().fail(failure);
  }
}
