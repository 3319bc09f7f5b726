package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.TransformModel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Time and memory of a transform network in float32 against the size and the number of images: both
 * should grow no faster than the number of pixels. Every combination runs in its own process, which
 * {@link PeakMemory} needs. The largest image takes 4.3 GB at base 32 on a CPU.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1, time = 3)
@Measurement(iterations = 1, time = 10)
public class ScaleBenchmark {

  /** A network with random weights. */
  @State(Scope.Benchmark)
  public static class Network {
    /** The channels of its first convolution. */
    @Param("32")
    public int base;

    private TransformModel model;

    /** Creates the network and stylizes the smallest image, so that the programs are compiled. */
    @Setup
    public void open() {
      model = RandomNetwork.of(base);
      paint(1, 16);
    }

    private float paint(int batch, int side) {
      try (NDManager manager = NDManager.newBaseManager()) {
        NDArray photos =
            manager.randomUniform(-2, 2, new Shape(batch, 3, side, side), DataType.FLOAT32);
        return ReadBack.of(model.stylize(photos));
      }
    }

    /** Frees it. */
    @TearDown
    public void close() {
      model.close();
    }
  }

  /** One image. */
  @State(Scope.Benchmark)
  public static class Size {
    /** Its width and height in pixels. */
    @Param({"256", "512", "1024", "2048", "4096"})
    public int side;
  }

  /** Images of 256x256. */
  @State(Scope.Benchmark)
  public static class Count {
    /** The batch size. */
    @Param({"1", "4", "16"})
    public int batch;
  }

  /**
   * Stylizes one image of a given size.
   *
   * @param network stylizes it
   * @param size its size
   * @param memory records its memory
   * @return a value that was read back
   */
  @Benchmark
  public float size(Network network, Size size, PeakMemory memory) {
    float value = network.paint(1, size.side);
    memory.update();
    return value;
  }

  /**
   * Stylizes a batch of small images.
   *
   * @param network stylizes them
   * @param count the batch size
   * @param memory records their memory
   * @return a value that was read back
   */
  @Benchmark
  public float batch(Network network, Count count, PeakMemory memory) {
    float value = network.paint(count.batch, 256);
    memory.update();
    return value;
  }
}
