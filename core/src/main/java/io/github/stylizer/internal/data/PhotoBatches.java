package io.github.stylizer.internal.data;

import io.github.stylizer.image.ImageDecoder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * Endless batches of crops of a folder's photos, decoded ahead by background threads.
 *
 * <p>Batch {@code k} depends only on the sorted list of files, the crop, the batch size, the seed
 * and {@code k}, not on the number of threads or the first batch. A training resumed at batch
 * {@code k} sees bit for bit the batches of an uninterrupted one.
 *
 * <ul>
 *   <li>Every epoch uses every file once, in its own order. A batch may contain the end of one
 *       epoch and the beginning of the next.
 *   <li>A file that cannot be read is replaced by the next readable one in the order of the epoch.
 *       It is remembered and not tried again.
 *   <li>A photo is held in full size only while a thread works on it.
 * </ul>
 *
 * <p>{@link #next} must be called by one thread at a time; the other methods are safe for
 * concurrent use. The threads are daemons and live until {@link #close}.
 */
public final class PhotoBatches implements AutoCloseable {
  private static final int BATCHES_AHEAD = 3;
  private static final int MAX_DEFAULT_THREADS = 8;

  private final PhotoReader reader;
  private final SampleOrder order;
  private final int batchSize;
  private final int batchesAhead;
  private final ExecutorService executor;
  private final AtomicLong waitedNanos = new AtomicLong();

  // These three are guarded by the deque's monitor.
  private final Deque<List<Future<BufferedImage>>> pending = new ArrayDeque<>();
  private long nextSample;
  private boolean closed;

  /**
   * Starts preparing batches with half as many threads as the machine has processors, at least one
   * and at most eight.
   *
   * @param folder where the photos are
   * @param crop makes the images of the batches
   * @param batchSize how many images a batch has, at least 1
   * @param seed decides order and crops; any value
   * @param firstBatch the number of the batch that the first call of {@link #next} returns; 0 or
   *     more, and less than 2<sup>62</sup> divided by the batch size
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public PhotoBatches(ImageFolder folder, Crop crop, int batchSize, long seed, long firstBatch) {
    this(folder, crop, batchSize, seed, firstBatch, defaultThreads());
  }

  /**
   * Starts preparing batches.
   *
   * @param folder where the photos are
   * @param crop makes the images of the batches
   * @param batchSize how many images a batch has, at least 1
   * @param seed decides order and crops; any value
   * @param firstBatch the number of the batch that the first call of {@link #next} returns; 0 or
   *     more, and less than 2<sup>62</sup> divided by the batch size
   * @param threads the number of threads that decode and crop, at least 1; each holds one photo in
   *     full size
   * @throws IllegalArgumentException if an argument is out of its range
   */
  public PhotoBatches(
      ImageFolder folder, Crop crop, int batchSize, long seed, long firstBatch, int threads) {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(crop, "crop");
    if (batchSize < 1) {
      throw new IllegalArgumentException("batchSize must be at least 1, but is " + batchSize);
    }
    long batches = (1L << 62) / batchSize;
    if (firstBatch < 0 || firstBatch >= batches) {
      throw new IllegalArgumentException(
          "firstBatch is " + firstBatch + ", expected 0 to " + (batches - 1));
    }
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, but is " + threads);
    }
    this.batchSize = batchSize;
    reader = new PhotoReader(folder, ImageDecoder.standard()::read, crop);
    order = new SampleOrder(folder.files().size(), seed);
    nextSample = firstBatch * batchSize;
    // Looking one small batch ahead would not keep all threads busy.
    batchesAhead = BATCHES_AHEAD + threads / batchSize;
    executor = Executors.newFixedThreadPool(threads, daemons());
    synchronized (pending) {
      lookAhead();
    }
  }

  /**
   * Returns the next batch, waiting until it is ready. After an exception, the next call returns
   * the same batch.
   *
   * @return a new list of new images, as many as the batch size, in order
   * @throws IOException if no file of the folder can be read, or there is not enough memory to
   *     decode one
   * @throws InterruptedException if the thread is interrupted before or while it waits
   * @throws IllegalStateException if the batches are closed, also while this method waits, or if
   *     the crop threw an exception, which is the cause
   */
  public List<BufferedImage> next() throws IOException, InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException("interrupted before the next batch");
    }
    List<BufferedImage> pictures = peek();
    synchronized (pending) {
      checkOpen();
      pending.remove();
      lookAhead();
    }
    return pictures;
  }

  /**
   * Waits until the next batch is ready, without removing it: detects a folder without images
   * before other work starts.
   *
   * @throws IOException as {@link #next}
   * @throws InterruptedException as {@link #next}
   * @throws IllegalStateException as {@link #next}
   */
  public void awaitNext() throws IOException, InterruptedException {
    peek();
  }

  private List<BufferedImage> peek() throws IOException, InterruptedException {
    List<Future<BufferedImage>> batch;
    synchronized (pending) {
      checkOpen();
      batch = pending.element();
    }
    return await(batch);
  }

  /**
   * Returns the total time that {@link #next} has waited: what the training would gain from more
   * threads or smaller photos.
   *
   * @return the time, without that of a call still waiting
   */
  public Duration waited() {
    return Duration.ofNanos(waitedNanos.get());
  }

  /**
   * Returns the files that could not be read so far, including those of batches decoded ahead.
   *
   * @return a copy of files and one-line reasons, sorted as in the folder; unmodifiable
   */
  public Map<Path, String> unreadable() {
    return reader.unreadable();
  }

  /**
   * Stops the threads after the photos they are working on, without waiting for them, and wakes
   * {@link #next} if it waits. Further calls have no effect.
   */
  @Override
  public void close() {
    synchronized (pending) {
      closed = true;
      reader.stop();
      executor.shutdown();
      // No interrupts: they would make a decoder report an unreadable file.
      pending.forEach(batch -> batch.forEach(picture -> picture.cancel(false)));
      pending.clear();
    }
  }

  private void lookAhead() {
    while (pending.size() < batchesAhead) {
      List<Future<BufferedImage>> batch = new ArrayList<>();
      for (int i = 0; i < batchSize; i++, nextSample++) {
        int[] permutation = order.permutation(order.epoch(nextSample));
        int position = order.position(nextSample);
        RandomGenerator random = order.generator(nextSample);
        batch.add(executor.submit(() -> reader.read(permutation, position, random)));
      }
      pending.add(batch);
    }
  }

  private List<BufferedImage> await(List<Future<BufferedImage>> batch)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try {
      List<BufferedImage> pictures = new ArrayList<>();
      for (Future<BufferedImage> picture : batch) {
        pictures.add(picture.get());
      }
      return pictures;
    } catch (CancellationException e) {
      throw closedException();
    } catch (ExecutionException e) {
      throw failure(Objects.requireNonNull(e.getCause()));
    } finally {
      waitedNanos.addAndGet(System.nanoTime() - start);
    }
  }

  /** Wraps the cause, to show the caller's stack trace as well. */
  private static IOException failure(Throwable cause) {
    if (cause instanceof Error error) {
      throw error;
    }
    if (cause instanceof IOException) {
      return new IOException(cause.getMessage(), cause);
    }
    throw new IllegalStateException(cause.getMessage(), cause);
  }

  private void checkOpen() {
    if (closed) {
      throw closedException();
    }
  }

  private static IllegalStateException closedException() {
    return new IllegalStateException("the batches are closed");
  }

  private static int defaultThreads() {
    return Math.max(
        1, Math.min(MAX_DEFAULT_THREADS, Runtime.getRuntime().availableProcessors() / 2));
  }

  private static ThreadFactory daemons() {
    AtomicInteger count = new AtomicInteger();
    return task -> {
      Thread thread = new Thread(task, "stylizer-photos-" + count.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    };
  }
}
