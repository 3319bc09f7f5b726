package io.github.stylizer.benchmarks;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.PhantomReference;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import javax.management.JMException;
import javax.management.ObjectName;

/**
 * What this process holds at one moment, right after full garbage collections. Linux and HotSpot
 * only.
 *
 * @param method the name of the method that paints
 * @param pictures how many it has painted
 * @param residentMegabytes the memory of the process in MiB
 * @param heapMegabytes the Java objects alive, in MiB
 * @param arrays the native arrays that a Java object still refers to, of whatever owner
 * @param files the open file descriptors
 * @param threads the threads of Java and of native libraries
 */
record SoakSample(
    String method,
    int pictures,
    double residentMegabytes,
    double heapMegabytes,
    long arrays,
    long files,
    long threads) {
  static final String HEADER = "method,pictures,resident_mb,heap_mb,arrays,files,threads";

  private static final int ROUNDS = 3;
  private static final long PATIENCE_MILLISECONDS = 60_000;
  private static final int LOOKS = 5;
  private static final long NANOSECONDS_BETWEEN_LOOKS = 2_000_000;
  private static final String ARRAY = "ai.djl.pytorch.engine.PtNDArray";

  /**
   * Collects garbage and looks.
   *
   * @throws IOException if the system or the Java runtime does not tell
   */
  static SoakSample take(String method, int pictures) throws IOException {
    collectGarbage();
    long arrays = instances(histogram(), ARRAY);
    double resident = ProcessMemory.resident();
    if (Double.isNaN(resident)) {
      throw new IOException("no VmRSS in /proc/self/status: a soak needs Linux");
    }
    long heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    return new SoakSample(
        method,
        pictures,
        resident,
        heap / (double) (1 << 20),
        arrays,
        openFiles(),
        entries("/proc/self/task"));
  }

  /**
   * Also waits until the runtime has handled what it found: on a busy machine that takes longer
   * than the collection, and only then are direct buffers freed, and what a cleaner refers to.
   */
  private static void collectGarbage() throws IOException {
    for (int round = 0; round < ROUNDS; round++) {
      ReferenceQueue<Object> handled = new ReferenceQueue<>();
      Reference<Object> garbage = new PhantomReference<>(new Object(), handled);
      System.gc();
      try {
        if (handled.remove(PATIENCE_MILLISECONDS) != garbage) {
          throw new IOException("System.gc() collects nothing: is it disabled?");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while collecting garbage");
      }
    }
  }

  private static String histogram() throws IOException {
    try {
      return (String)
          ManagementFactory.getPlatformMBeanServer()
              .invoke(
                  new ObjectName("com.sun.management:type=DiagnosticCommand"),
                  "gcClassHistogram",
                  new Object[] {new String[0]},
                  new String[] {String[].class.getName()});
    } catch (JMException e) {
      throw new IOException("this Java runtime does not count objects; use HotSpot", e);
    }
  }

  /** Finds a line such as {@code 12: 345 6789 java.lang.String (java.base@17)}. */
  static long instances(String histogram, String type) {
    return histogram
        .lines()
        .map(line -> line.strip().split("\\s+", -1))
        .filter(words -> words.length >= 4 && words[3].equals(type))
        .mapToLong(words -> Long.parseLong(words[1]))
        .sum();
  }

  /**
   * The least of some counts: the Java runtime opens files of its own for a moment, such as those
   * of the control group, but what was left open is in all counts.
   */
  private static long openFiles() throws IOException {
    long least = Long.MAX_VALUE;
    for (int look = 0; look < LOOKS; look++) {
      least = Math.min(least, entries("/proc/self/fd"));
      LockSupport.parkNanos(NANOSECONDS_BETWEEN_LOOKS);
    }
    return least;
  }

  private static long entries(String folder) throws IOException {
    long count = 0;
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(Path.of(folder))) {
      for (Path ignored : entries) {
        count++;
      }
    }
    return count;
  }

  String toCsv() {
    return String.format(
        Locale.ROOT,
        "%s,%d,%.1f,%.1f,%d,%d,%d",
        method,
        pictures,
        residentMegabytes,
        heapMegabytes,
        arrays,
        files,
        threads);
  }
}
