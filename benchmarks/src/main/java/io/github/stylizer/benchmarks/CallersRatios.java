package io.github.stylizer.benchmarks;

import io.github.stylizer.Stylizer;
import io.github.stylizer.TransformModel;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Many threads that share a stylizer, compared with one thread that paints the same photos. */
final class CallersRatios implements Ratios.Comparison {
  private static final int SIDE = 256;
  private static final int THREADS = 32;
  private static final int PHOTOS = 64;

  @Override
  public List<Ratio> measure(boolean shortly) {
    List<BufferedImage> photos = RandomPictures.squares(PHOTOS, SIDE, 1);
    List<Ratio> ratios = new ArrayList<>();
    for (int base : new int[] {8, 32}) {
      ratios.add(measure(base, photos, shortly ? 3 : 7));
    }
    return ratios;
  }

  private static Ratio measure(int base, List<BufferedImage> photos, int turns) {
    String one = String.format(Locale.ROOT, "one thread, base %d", base);
    String many =
        String.format(Locale.ROOT, "%d photos, %d threads, base %d", PHOTOS, THREADS, base);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try (TransformModel model = RandomNetwork.of(base)) {
      Stylizer stylizer = Stylizer.style(model);
      List<Callable<BufferedImage>> calls =
          photos.stream().<Callable<BufferedImage>>map(p -> () -> stylizer.apply(p)).toList();
      Map<String, Runnable> runs = new LinkedHashMap<>();
      runs.put(one, () -> photos.forEach(stylizer::apply));
      runs.put(many, () -> runAll(threads, calls));
      return Ratio.of(
          Turns.of(turns, runs), many, one, 1.0, "One stylizer; at most one pass per processor.");
    } finally {
      threads.shutdownNow();
    }
  }

  private static void runAll(ExecutorService threads, List<Callable<BufferedImage>> calls) {
    try {
      for (Future<BufferedImage> painted : threads.invokeAll(calls)) {
        painted.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while measuring", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e.getCause());
    }
  }
}
