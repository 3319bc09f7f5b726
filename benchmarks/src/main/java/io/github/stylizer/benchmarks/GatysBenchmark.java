package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.ProgressListener;
import io.github.stylizer.Style;
import io.github.stylizer.StyleModel;
import io.github.stylizer.gatys.GatysMethod;
import io.github.stylizer.tensor.ImageTensors;
import io.github.stylizer.vgg.Vgg;
import io.github.stylizer.vgg.VggVariant;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
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
 * Gatys as the original was measured: one result with 300 evaluations of L-BFGS, everything
 * included: the content's features, loss, gradient, a growing history, the best result, progress,
 * and the warm-up of the process. The original took 18.6 s at 256x256 on a GTX 1080 Ti.
 *
 * @see GatysRatios
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
public class GatysBenchmark {
  /** Width and height of the photo in pixels. */
  @Param({"256", "512"})
  public int side;

  /** The number of evaluations. */
  @Param("300")
  public int evaluations;

  /** The network of the loss: VGG-16 up to relu4_3, as in the original, or VGG-19 to relu4_1. */
  @Param("VGG16")
  public VggVariant vgg;

  private NDManager manager;
  private Vgg extractor;
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
    extractor = RandomVgg.load(vgg);
    // Not noise: an optimization from noise to noise converges at once.
    BufferedImage painting = RandomPictures.of(side, side, 1);
    GatysMethod gatys =
        GatysMethod.builder(extractor).evaluations(evaluations).styleWeight(1e6).build();
    style = gatys.prepare(List.of(Style.of(painting)), ProgressListener.NONE);
    photo = ImageTensors.fromImage(manager, RandomPictures.of(side, side, 2));
  }

  /**
   * Stylizes a photo. The score is the time of all evaluations.
   *
   * @return a value that was read back
   * @throws IllegalStateException if the optimization stopped before the last evaluation
   */
  @Benchmark
  public float evaluations() {
    AtomicLong done = new AtomicLong();
    try (NDArray painted = style.stylize(photo, progress -> done.set(progress.done()))) {
      if (done.get() != evaluations) {
        throw new IllegalStateException(
            String.format(Locale.ROOT, "stopped after %d evaluations", done.get()));
      }
      return ReadBack.of(painted);
    }
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    style.close();
    extractor.close();
    manager.close();
  }
}
