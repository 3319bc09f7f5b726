package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.Precision;
import io.github.stylizer.StyleCode;
import io.github.stylizer.Stylizer;
import io.github.stylizer.TransformModel;
import io.github.stylizer.metanet.MetaNet;
import io.github.stylizer.metanet.MetaNetMethod;
import io.github.stylizer.tensor.ImageTensors;
import java.awt.image.BufferedImage;
import java.io.IOException;
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
 * Metanet as the original was measured, and as an application uses it. The network is the paper's
 * except for its base: hidden size 128, the statistics of VGG-16. The weights are random, which
 * does not affect the time.
 */
@Fork(1)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 3)
@Measurement(iterations = 3, time = 5)
public class MetaNetBenchmark {

  /** The network of the original: base 32, float32. */
  @State(Scope.Benchmark)
  public static class Original {
    private LoadedMetaNet loaded;
    private TransformModel style;

    /**
     * Creates the network and a style.
     *
     * @throws IOException if the weights cannot be written or read
     */
    @Setup
    public void open() throws IOException {
      loaded = new LoadedMetaNet(Frames.BASE);
      style = RandomNetwork.of(Frames.BASE);
    }

    private TransformModel style(NDArray painting) {
      MetaNet network = loaded.network();
      return network.style(network.codes(painting).get(0));
    }

    /** Frees both. */
    @TearDown
    public void close() {
      style.close();
      loaded.close();
    }
  }

  /** A network of a given size. */
  @State(Scope.Benchmark)
  public static class Network {
    /** The channels of the transform network's first convolution. */
    @Param({"8", "16", "32"})
    public int base;

    private LoadedMetaNet loaded;

    /**
     * Creates the network.
     *
     * @throws IOException if the weights cannot be written or read
     */
    @Setup
    public void open() throws IOException {
      loaded = new LoadedMetaNet(base);
    }

    private MetaNet get() {
      return loaded.network();
    }

    /** Frees it. */
    @TearDown
    public void close() {
      loaded.close();
    }
  }

  /** A style and its precision. */
  @State(Scope.Benchmark)
  public static class Painting {
    /** The precision of the transform network. */
    @Param({"FLOAT32", "BFLOAT16"})
    public Precision precision;

    private TransformModel style;
    private Painter painter;

    /**
     * Prepares a style.
     *
     * @param network generates its weights
     */
    @Setup
    public void open(Network network) {
      style = network.get().style(RandomPictures.of(256, 256, 0));
      painter = new Painter(style, precision);
    }

    /** Frees it. */
    @TearDown
    public void close() {
      style.close();
    }
  }

  /**
   * The original's protocol: from the same random 256x256 array, used as a painting, to the weights
   * of a transform network, a thousand times. The original reached 117 styles a second on a GTX
   * 1080 Ti. The score is the total time.
   *
   * @param frames the array and the number of runs
   * @param original the network
   * @return a value that was computed last
   */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public float thousandStyles(Frames frames, Original original) {
    for (int frame = 0; frame < frames.frames; frame++) {
      original.style(frames.input()).close();
    }
    return ReadBack.ofAll();
  }

  /**
   * The original's protocol: from weights and the same random array to a result, a thousand times.
   * The original reached 217 images per second. The score is the total time.
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
  public float thousandTransforms(Frames frames, Original original) {
    return frames.paint(() -> original.style.stylize(frames.input()));
  }

  /**
   * The original's protocol: both a thousand times, with a new style each time. The original
   * reached 76 images per second. The score is the total time.
   *
   * @param frames the array, as painting and photo, and the number of runs
   * @param original the network
   * @return a value of the last result
   */
  @Benchmark
  @BenchmarkMode(Mode.SingleShotTime)
  @OutputTimeUnit(TimeUnit.SECONDS)
  @Warmup(iterations = 0)
  @Measurement(iterations = 1)
  public float thousandBoth(Frames frames, Original original) {
    MetaNet network = original.loaded.network();
    NDArray input = frames.input();
    return frames.paint(() -> network.stylize(input, network.codes(input)));
  }

  /**
   * From a batch of paintings, each a {@link BufferedImage}, to models. The score is the time of a
   * batch.
   *
   * @param photos the paintings
   * @param network generates the weights
   * @return a value that was computed last
   */
  @Benchmark
  public float styles(Photos photos, Network network) {
    MetaNet metaNet = network.get();
    metaNet.styles(metaNet.codes(photos.paintings())).forEach(TransformModel::close);
    return ReadBack.ofAll();
  }

  /**
   * A batch of photos in one style, from {@link BufferedImage} to {@link BufferedImage}. The score
   * is the time of a batch.
   *
   * @param photos the photos
   * @param painting the style
   * @return the stylized photos
   */
  @Benchmark
  public List<BufferedImage> transforms(Photos photos, Painting painting) {
    return painting.painter.paint(photos.photos());
  }

  /**
   * A batch of photos, each in its own new style, from {@link BufferedImage} to {@link
   * BufferedImage}. The score is the time of a batch.
   *
   * @param photos photos and paintings
   * @param network generates the weights
   * @param painting the precision
   * @return the stylized photos
   */
  @Benchmark
  public List<BufferedImage> both(Photos photos, Network network, Painting painting) {
    List<BufferedImage> contents = photos.photos();
    List<BufferedImage> paintings = photos.paintings();
    if (contents.size() == 1) {
      try (Stylizer stylizer =
          Stylizer.style(paintings.get(0)).with(MetaNetMethod.of(network.get()))) {
        return List.of(stylizer.precision(painting.precision).apply(contents.get(0)));
      }
    }
    List<StyleCode> codes = network.get().codes(paintings);
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray content = ImageTensors.fromImages(manager, contents);
      return Painter.toImages(network.get().stylize(content, codes, painting.precision));
    }
  }
}
