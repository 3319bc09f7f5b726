package io.github.stylizer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.stylizer.PaintingInterruptedException;
import io.github.stylizer.Style;
import io.github.stylizer.StyleMethod;
import io.github.stylizer.Stylizer;
import io.github.stylizer.fastnet.FastNetMethod;
import io.github.stylizer.metanet.MetaNetMethod;
import java.awt.image.BufferedImage;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * 32 threads paint while others load, close and interrupt. Every picture is that of one thread, bit
 * for bit; all threads come to an end; no native array of the process is left.
 */
@EnabledOnOs(OS.LINUX)
class ManyThreadsTest {
  private static final int PAINTERS = 32;
  private static final int PICTURES = 4;
  private static final long PATIENCE_SECONDS = 240;

  private final List<BufferedImage> photos =
      IntStream.range(0, 6).mapToObj(i -> RandomPictures.of(20 + 7 * i, 52 - 5 * i, i)).toList();
  private final AtomicBoolean painted = new AtomicBoolean();

  @Test
  void bundledNetworks() throws Exception {
    paint(() -> open(Style.of("great-wave"), new FastNetMethod()));
  }

  @Test
  void stylesOfAPainting() throws Exception {
    BufferedImage painting = RandomPictures.of(64, 48, 99);
    paint(() -> open(Style.of(painting), new MetaNetMethod()));
  }

  private static Stylizer open(Style style, StyleMethod method) {
    return Stylizer.style(style).with(method);
  }

  private void paint(Supplier<Stylizer> opened) throws Exception {
    try (Stylizer shared = opened.get()) {
      List<int[]> expected = photos.stream().map(photo -> pixels(shared.apply(photo))).toList();
      // What a process loads once, whoever needs it first.
      loadAndClose(Style.of("starry-night"), new FastNetMethod());
      loadAndClose(Style.of("scream"), new MetaNetMethod());
      long before = SoakSample.take("before", 0).arrays();
      ExecutorService threads = Executors.newCachedThreadPool();
      try {
        List<Future<?>> others = new ArrayList<>();
        for (Callable<?> disturbance : disturbances(opened, expected)) {
          others.add(threads.submit(() -> untilPainted(disturbance)));
        }
        List<Future<?>> painters = new ArrayList<>();
        for (int thread = 0; thread < PAINTERS; thread++) {
          int first = thread;
          painters.add(threads.submit(() -> paintSome(first, shared, opened, expected)));
        }
        awaitAll(painters);
        painted.set(true);
        awaitAll(others);
      } finally {
        painted.set(true);
        threads.shutdownNow();
      }
      assertThat(SoakSample.take("after", 0).arrays()).as("live native arrays").isEqualTo(before);
    }
  }

  /** Every other picture with a stylizer of its own. */
  private Void paintSome(
      int first, Stylizer shared, Supplier<Stylizer> opened, List<int[]> expected) {
    for (int i = 0; i < PICTURES; i++) {
      int photo = (first + i) % photos.size();
      if ((first + i) % 2 == 0) {
        assertSame(shared, photo, expected);
      } else {
        try (Stylizer own = opened.get()) {
          assertSame(own, photo, expected);
        }
      }
    }
    return null;
  }

  private void assertSame(Stylizer stylizer, int photo, List<int[]> expected) {
    int[] pixels = pixels(stylizer.apply(photos.get(photo)));
    if (!Arrays.equals(pixels, expected.get(photo))) {
      throw new AssertionError(
          String.format(Locale.ROOT, "photo %d was painted in another way", photo));
    }
  }

  private List<Callable<?>> disturbances(Supplier<Stylizer> opened, List<int[]> expected) {
    return List.of(
        () -> loadAndClose(Style.of("starry-night"), new FastNetMethod()),
        () -> loadAndClose(Style.of("scream"), new MetaNetMethod()),
        () -> closeWhileAnotherPaints(opened, expected),
        () -> interrupt(opened, expected),
        () -> interrupt(opened, expected));
  }

  private Void untilPainted(Callable<?> disturbance) throws Exception {
    do {
      disturbance.call();
    } while (!painted.get());
    return null;
  }

  private static Void loadAndClose(Style style, StyleMethod method) {
    try (Stylizer stylizer = open(style, method)) {
      stylizer.prepare();
    }
    return null;
  }

  /** The other thread gets its picture, or is told that the stylizer is closed. */
  private Void closeWhileAnotherPaints(Supplier<Stylizer> opened, List<int[]> expected)
      throws Exception {
    Stylizer closed = opened.get();
    runBeside(
        () -> {
          try {
            assertSame(closed, 0, expected);
          } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining("closed");
          }
        },
        other -> closed.close());
    return null;
  }

  /** The other thread gets its picture, or is told that it was interrupted. */
  private Void interrupt(Supplier<Stylizer> opened, List<int[]> expected) throws Exception {
    try (Stylizer own = opened.get()) {
      runBeside(
          () -> {
            try {
              assertSame(own, 1, expected);
            } catch (PaintingInterruptedException e) {
              assertThat(Thread.currentThread().isInterrupted()).isTrue();
            }
          },
          Thread::interrupt);
    }
    return null;
  }

  private static void runBeside(Runnable painting, Consumer<Thread> after) throws Exception {
    List<Throwable> failures = new ArrayList<>();
    Thread other = new Thread(painting);
    other.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
    other.start();
    Thread.sleep((long) (20 * Math.random()));
    after.accept(other);
    other.join();
    assertThat(failures).isEmpty();
  }

  private static void awaitAll(List<Future<?>> futures) throws Exception {
    for (Future<?> future : futures) {
      try {
        future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        throw new AssertionError("a thread does not come to an end:\n" + threadDump(), e);
      } catch (ExecutionException e) {
        throw new AssertionError(e.getCause());
      }
    }
  }

  private static String threadDump() {
    return Arrays.stream(ManagementFactory.getThreadMXBean().dumpAllThreads(true, true))
        .map(ThreadInfo::toString)
        .collect(Collectors.joining());
  }

  private static int[] pixels(BufferedImage image) {
    return image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
  }
}
