package io.github.stylizer.examples.programs;

import io.github.stylizer.Stylizer;
import io.github.stylizer.fastnet.FastNet;
import io.github.stylizer.image.ImageEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Paints all photos of a folder, several at a time, with one style that is loaded once. */
public final class FolderInParallel {
  // PyTorch spreads one picture over all processors already. A second thread fills the gaps while
  // the first decodes, encodes or waits for the disk. Many more make nothing faster (see
  // docs/performance.md), and a picture in hand can take 250 bytes a pixel.
  private static final int THREADS = Math.min(4, Runtime.getRuntime().availableProcessors());

  private FolderInParallel() {}

  /**
   * Paints. A photo that cannot be painted does not keep the others from it.
   *
   * @param args the folder of the photos, the network and the folder to write to
   * @throws IOException if a folder or the network cannot be read, or a photo was not painted
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 3) {
      throw new IllegalArgumentException("usage: FolderInParallel PHOTOS NETWORK OUT");
    }
    Path out = Files.createDirectories(Path.of(args[2]));
    if (Files.isSameFile(out, Path.of(args[0]))) {
      throw new IllegalArgumentException(out + ": is the folder of the photos, choose another");
    }
    List<Path> photos;
    try (Stream<Path> files = Files.list(Path.of(args[0]))) {
      photos = files.filter(ImageEncoder::supports).sorted().toList();
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    // Immutable: all threads share it.
    try (Stylizer stylizer = Stylizer.owning(FastNet.load(Path.of(args[1])))) {
      List<Future<?>> results = new ArrayList<>();
      for (Path photo : photos) {
        results.add(
            threads.submit(
                () -> {
                  stylizer.apply(photo, out.resolve(photo.getFileName()));
                  return null;
                }));
      }
      report(photos, results);
    } finally {
      threads.shutdownNow();
    }
  }

  private static void report(List<Path> photos, List<Future<?>> results)
      throws IOException, InterruptedException {
    int failed = 0;
    for (int i = 0; i < photos.size(); i++) {
      try {
        results.get(i).get();
      } catch (ExecutionException e) {
        failed++;
        System.err.println(photos.get(i) + " was not painted: " + e.getCause().getMessage());
      }
    }
    if (failed > 0) {
      throw new IOException(failed + " of " + photos.size() + " photos were not painted");
    }
  }
}
