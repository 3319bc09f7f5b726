package io.github.stylizer.benchmarks;

import io.github.stylizer.Precision;
import io.github.stylizer.TransformModel;
import java.awt.image.BufferedImage;
import java.util.List;
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
 * Fastnet as the original was measured, and as an application uses it. The weights are random,
 * which does not affect the time.
 */
@Fork(1)
public class FastNetBenchmark {

  /** The network of the original: base 32, float32. */
  @State(Scope.Benchmark)
  public static class Original {
    private TransformModel model;

    /** Makes the network. */
    @Setup
    public void open() {
      model = RandomNetwork.of(Frames.BASE);
    }

    /** Frees it. */
    @TearDown
    public void close() {
      model.close();
    }
  }

  /** A network of a given size and precision. */
  @State(Scope.Benchmark)
  public static class Network {
    /** The channels of its first convolution. */
    @Param({"8", "16", "32"})
    public int base;

    /** Its precision. */
    @Param({"FLOAT32", "BFLOAT16"})
    public Precision precision;

    private TransformModel model;
    private Painter painter;

    /** Makes the network. */
    @Setup
    public void open() {
      model = RandomNetwork.of(base);
      painter = new Painter(model, precision);
    }

    /** Frees it. */
    @TearDown
    public void close() {
      model.close();
    }
  }

  /**
   * The original's protocol: the network on the same random array of 256x256 a thousand times. The
   * original reached 207 images per second on a GTX 1080 Ti. The score is the total time.
   *
   * @param frames the array and the number of runs
   * @param original the network
   * @return a value of the last result
   */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public float thousandImages(Frames frames, Original original) {
    return frames.paint(() -> original.model.stylize(frames.input()));
  }

  /**
   * A batch of photos, different at every call, from {@link BufferedImage} to {@link
   * BufferedImage}. The score is the time of a batch.
   *
   * @param photos the photos
   * @param network the network
   * @return the stylized photos
   */
  @Benchmark
  @BenchmarkMode(Mode.SampleTime)
  @OutputTimeUnit(TimeUnit.MILLISECONDS)
  @Warmup(iterations = 2, time = 3)
  @Measurement(iterations = 3, time = 5)
  public List<BufferedImage> photos(Photos photos, Network network) {
    return network.painter.paint(photos.photos());
  }
}
