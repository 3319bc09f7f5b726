package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.internal.torch.ProgramArguments;
import io.github.stylizer.internal.torch.TorchProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The machine's convolution rate: 3x3 over 128 channels of 128x128, the middle of a VGG at 256². No
 * network can run faster than this rate allows.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 5, time = 2)
public class ConvolutionBenchmark {
  static final double OPERATIONS = 2.0 * 9 * 128 * 128 * 128 * 128;
  static final int CONVOLUTIONS = 10;

  private NDManager manager;
  private TorchProgram program;
  private ProgramArguments inputs;

  /** Creates the arrays. */
  @Setup
  public void open() {
    manager = NDManager.newBaseManager();
    List<String> source = new ArrayList<>();
    source.add("h = torch.contiguous(x, memory_format=2)");
    for (int i = 0; i < CONVOLUTIONS; i++) {
      source.add("h = torch.conv2d(h, w, None, [1, 1], [1, 1])");
    }
    source.add("return h");
    program = TorchProgram.compile("x: Tensor, w: Tensor", "Tensor", source, manager.getDevice());
    float deviation = (float) Math.sqrt(1 / (9.0 * 128));
    inputs =
        ProgramArguments.of(
            manager.randomNormal(new Shape(1, 128, 128, 128)),
            manager.randomNormal(0, deviation, new Shape(128, 128, 3, 3), DataType.FLOAT32));
  }

  /**
   * One of ten convolutions in a row.
   *
   * @return a value that was read back
   */
  @Benchmark
  @OperationsPerInvocation(CONVOLUTIONS)
  public float convolution() {
    try (NDList outputs = program.infer(inputs);
        NDArray sum = outputs.head().sum()) {
      return sum.getFloat();
    }
  }

  /** Frees the arrays. */
  @TearDown
  public void close() {
    program.close();
    manager.close();
  }
}
