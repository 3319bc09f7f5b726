package io.github.stylizer.benchmarks;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.stylizer.Progress;
import io.github.stylizer.ProgressListener;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;

/**
 * A training with the public trainer that makes one step on request: it runs in its own thread,
 * which the listener blocks between two steps.
 */
final class SteppedTraining {
  private final Path directory;
  private final Thread thread;
  private final Semaphore asked = new Semaphore(0);
  private final Semaphore done = new Semaphore(0);
  private volatile Exception failure;
  private BufferedReader metrics;

  /** Trains until interrupted, or for more steps than anyone waits for. */
  interface Run {
    void train(Path directory, ProgressListener listener) throws IOException;
  }

  SteppedTraining(Run run, Path directory) {
    this.directory = directory;
    this.thread = new Thread(() -> train(run), "training");
    thread.start();
  }

  private void train(Run run) {
    try {
      run.train(directory, this::onProgress);
    } catch (IOException | RuntimeException e) {
      failure = e;
    } finally {
      done.release();
    }
  }

  private void onProgress(Progress progress) {
    if (!progress.stage().equals("training") || progress.stopped().isPresent()) {
      return;
    }
    if (progress.done() > 0) {
      done.release();
    }
    try {
      asked.acquire();
    } catch (InterruptedException e) {
      // The interrupt stops the training cleanly.
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Waits for one step. The first includes all preparation.
   *
   * @return the metrics that the training wrote for it
   */
  JsonObject step() throws IOException, InterruptedException {
    asked.release();
    done.acquire();
    if (failure != null) {
      throw new IOException("the training failed", failure);
    }
    if (metrics == null) {
      metrics = Files.newBufferedReader(directory.resolve("metrics.jsonl"));
    }
    JsonObject numbers = JsonParser.parseString(metrics.readLine()).getAsJsonObject();
    if (numbers.get("skipped_steps").getAsLong() > 0) {
      throw new IOException("a step was skipped, so its time is meaningless");
    }
    return numbers;
  }

  /** Ends the training. A second call is a no-op. */
  void end() throws IOException, InterruptedException {
    thread.interrupt();
    thread.join();
    if (metrics != null) {
      metrics.close();
    }
    if (failure != null) {
      throw new IOException("the training failed", failure);
    }
  }
}
