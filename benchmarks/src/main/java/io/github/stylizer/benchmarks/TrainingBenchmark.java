package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.data.PhotoBatches;
import io.github.stylizer.internal.optim.Adam;
import io.github.stylizer.internal.weights.WeightsFile;
import io.github.stylizer.tensor.ImageTensors;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Steps per second of a training. {@link #step} is a step of the real training, and {@link
 * TrainingParts} are the shares of its parts. They are measured from outside: the loss network
 * measures its own time, and the wait for photos is in the training's metrics. Where the backward
 * pass ends and the optimizer begins is not visible, so {@link #optimizer} is Adam alone on as many
 * parameters: its time multiplied by the steps per second is the optimizer's share, and the rest of
 * the last part is the backward pass.
 *
 * <p>On a GPU the loss network waits for the device, which a normal training does only once a step,
 * when it reads the loss: a normal step may take a little less there.
 */
@Fork(1)
@Warmup(iterations = 1, time = 5)
@Measurement(iterations = 3, time = 10)
public class TrainingBenchmark {

  /** Parameters and gradients with the shapes of a training. */
  @State(Scope.Benchmark)
  public static class Parameters {
    private static final String NOT_TRAINED = "statistics.";

    private NDManager manager;
    private Map<String, NDArray> parameters;
    private NDList gradients;
    private Adam adam;

    /**
     * Creates them with the shapes of a training.
     *
     * @param training is stopped first
     * @throws IOException if its network cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    @Setup
    public void open(TrainingState training) throws IOException, InterruptedException {
      training.end();
      manager = NDManager.newBaseManager();
      parameters = new LinkedHashMap<>();
      gradients = new NDList();
      try (WeightsFile network = WeightsFile.open(training.network())) {
        for (String name : network.names()) {
          if (!name.startsWith(NOT_TRAINED)) {
            Shape shape = network.info(name).arrayShape();
            parameters.put(name, network.readFloat32(name, manager));
            gradients.add(manager.randomNormal(0, 1e-3f, shape, DataType.FLOAT32));
          }
        }
      }
      adam = new Adam(parameters);
    }

    /** Frees them. */
    @TearDown
    public void close() {
      adam.close();
      manager.close();
    }
  }

  /** Batches of photos, as in training. */
  @State(Scope.Benchmark)
  public static class Batches {
    private NDManager manager;
    private PhotoBatches batches;

    /**
     * Starts to prepare them.
     *
     * @param training is stopped first
     * @throws IOException if its photos cannot be read
     * @throws InterruptedException if the thread is interrupted
     */
    @Setup
    public void open(TrainingState training) throws IOException, InterruptedException {
      training.end();
      manager = NDManager.newBaseManager();
      batches = training.batches();
    }

    /** Stops preparing. */
    @TearDown
    public void close() {
      batches.close();
      manager.close();
    }
  }

  /**
   * Makes a step: photos, forward, loss network, backward, optimizer, metrics file.
   *
   * @param training makes it
   * @param parts records where its time goes
   * @throws IOException if the training fails
   * @throws InterruptedException if the thread is interrupted
   */
  @Benchmark
  @BenchmarkMode(Mode.Throughput)
  @OutputTimeUnit(TimeUnit.SECONDS)
  public void step(TrainingState training, TrainingParts parts)
      throws IOException, InterruptedException {
    parts.step(training);
  }

  /**
   * Reads, decodes, crops and resizes a batch of photos and copies it to the device, with nothing
   * else running.
   *
   * @param batches of files
   * @return a value that was read back
   * @throws IOException if no file can be read
   * @throws InterruptedException if the thread is interrupted
   */
  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public float data(Batches batches) throws IOException, InterruptedException {
    try (NDArray photos = ImageTensors.fromImages(batches.manager, batches.batches.next())) {
      return ReadBack.of(photos);
    }
  }

  /**
   * Updates all parameters of the network once.
   *
   * @param parameters what is updated
   * @return a value that was read back
   */
  @Benchmark
  @BenchmarkMode(Mode.AverageTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  public float optimizer(Parameters parameters) {
    parameters.adam.step(parameters.gradients, 1e-3);
    return ReadBack.of(parameters.parameters.values().iterator().next());
  }
}
