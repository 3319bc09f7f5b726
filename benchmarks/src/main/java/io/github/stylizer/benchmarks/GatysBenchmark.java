package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.StyleModel;
import io.github.stylizer.WeightedStyle;
import io.github.stylizer.gatys.Gatys;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.vgg.Vgg;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One evaluation of Gatys on VGG-19 up to relu4_1, everything included: loss, gradient, L-BFGS with
 * a growing history, the best picture, progress. Compare {@link GatysFloor}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 1)
@Measurement(iterations = 5)
public class GatysBenchmark {
  private static final int EVALUATIONS = 40;

  /** Width and height of the picture in pixels. */
  @Param({"256", "512"})
  public int side;

  private NDManager manager;
  private Vgg vgg;
  private StyleModel style;
  private NDArray photo;

  /**
   * Loads the network.
   *
   * @throws IOException if the weights cannot be written or read
   */
  @Setup
  public void open() throws IOException {
    manager = NDManager.newBaseManager();
    vgg = RandomVgg.load();
    NDArray painting = manager.randomNormal(new Shape(1, 3, side, side));
    Gatys gatys = Gatys.builder(vgg).evaluations(EVALUATIONS).styleWeight(1e4).build();
    style =
        gatys.prepare(
            List.of(new WeightedStyle(ImageTensors.toImage(painting), 1)), ProgressListener.NONE);
    photo = manager.randomNormal(new Shape(1, 3, side, side));
  }

  /**
   * One of forty evaluations.
   *
   * @return a value that was read back
   */
  @Benchmark
  @OperationsPerInvocation(EVALUATIONS)
  public float evaluation() {
    try (NDArray painted = style.stylize(photo);
        NDArray sum = painted.sum()) {
      return sum.getFloat();
    }
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    style.close();
    vgg.close();
    manager.close();
  }
}
