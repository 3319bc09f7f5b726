package io.github.stylizer.examples.programs;

import io.github.stylizer.Stylizer;
import io.github.stylizer.image.ImageEncoder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/** Paints all photos of a folder, two at a time, with a style that is prepared once. */
public final class FolderInParallel {
  // PyTorch already uses all processors for one photo. A second thread fills the gaps while the
  // first decodes, encodes or waits for the disk. More are no faster (see docs/performance.md), and
  // each photo in flight can take 250 bytes per pixel.
  private static final int THREADS = Math.min(4, Runtime.getRuntime().availableProcessors());

  private FolderInParallel() {}

  /**
   * Paints. A photo that fails does not stop the others.
   *
   * @param args the folder of the photos, the painting and the folder to write to
   * @throws IOException if a folder or the painting cannot be read, or a photo failed
   * @throws InterruptedException if the thread is interrupted while it waits
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length != 3) {
      throw new IllegalArgumentException("usage: FolderInParallel PHOTOS PAINTING OUT");
    }
    Path out = Files.createDirectories(Path.of(args[2]));
    if (Files.isSameFile(out, Path.of(args[0]))) {
      throw new IllegalArgumentException(out + " is the folder of the photos: choose another");
    }
    List<Path> photos;
    try (Stream<Path> files = Files.list(Path.of(args[0]))) {
      photos = files.filter(ImageEncoder::supports).sorted().toList();
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    // Immutable: shared by all threads.
    try (Stylizer stylizer = Stylizer.style(Path.of(args[1]))) {
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
        Throwable cause = Objects.requireNonNull(e.getCause());
        System.err.println(photos.get(i) + " was not painted: " + cause.getMessage());
      }
    }
    if (failed > 0) {
      throw new IOException(failed + " of " + photos.size() + " photos were not painted");
    }
  }
}
