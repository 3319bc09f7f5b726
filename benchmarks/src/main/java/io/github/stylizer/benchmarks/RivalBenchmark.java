package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Precision;
import io.github.stylizer.internal.nn.CompiledTransformNet;
import io.github.stylizer.internal.nn.ConvWeights;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
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
 * One image through the transform network: with this library, compiled and layer by layer, and with
 * ONNX Runtime. All have the same weights and the same result, which is checked; each result is in
 * memory when it returns. The networks of ONNX Runtime are not part of this project; the system
 * property {@code peers} is their folder.
 *
 * <p>{@link TransformRatios} runs them in turns.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class RivalBenchmark {
  private static final int FIRST_SEED = 9000;
  private static final double SAME = 1e-4;

  /** The channels of the first convolution. */
  @Param({"8", "32"})
  public int base = 32;

  /** Width and height of the image in pixels. */
  @Param("256")
  public int side = 256;

  private NDManager manager;
  private TransformNet net;
  private ConvWeights weights;
  private CompiledTransformNet program;
  private OnnxNetwork rival;
  private NDArray picture;

  /** The folder of the rival's networks. */
  static Path peers() {
    return Path.of(System.getProperty("peers", "../shared/peers"));
  }

  /**
   * Opens both and compares their results.
   *
   * @throws IOException if the rival's network cannot be read
   * @throws IllegalStateException if the results differ
   */
  @Setup
  public void open() throws IOException {
    manager = NDManager.newBaseManager();
    net = TransformNet.of(base);
    weights = ConvWeights.of(PeerWeights.draw(net, FIRST_SEED + (long) base, manager));
    program = net.compile(manager.getDevice());
    rival = OnnxNetwork.open(peers().resolve("transform" + base + ".onnx"));
    checkExpected();
    picture = manager.randomUniform(-2, 2, new Shape(1, 3, side, side));
    rival.setInput(picture);
    requireSame("layer by layer", layerByLayerPicture(), onnxRuntimePicture());
    requireSame("compiled", compiledPicture(Precision.FLOAT32), onnxRuntimePicture());
  }

  private void checkExpected() throws IOException {
    Path file = peers().resolve("transform" + base + "-expected.safetensors");
    try (WeightsFile expected = WeightsFile.open(file)) {
      picture = expected.readFloat32("content", manager);
      rival.setInput(picture);
      float[] expectedLevels = expected.readFloat32("stylised", manager).toFloatArray();
      requireSame("ONNX Runtime", onnxRuntimePicture(), expectedLevels);
      requireSame("compiled", compiledPicture(Precision.FLOAT32), expectedLevels);
    }
  }

  private static void requireSame(String name, float[] painted, float[] expected) {
    double error = 0;
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      // Math.max keeps NaN.
      error = Math.max(error, Math.abs((double) painted[i] - expected[i]));
      largest = Math.max(largest, Math.abs(expected[i]));
    }
    if (!(error < SAME * largest)) {
      throw new IllegalStateException(
          String.format(Locale.ROOT, "%s: the result differs by %.2g", name, error / largest));
    }
  }

  private float[] layerByLayerPicture() {
    try (NDArray painted = net.apply(picture, weights)) {
      return painted.toFloatArray();
    }
  }

  private float[] onnxRuntimePicture() {
    rival.run();
    return rival.output();
  }

  float[] compiledPicture(Precision precision) {
    try (NDArray painted = program.apply(picture, weights, precision)) {
      return painted.toFloatArray();
    }
  }

  /** The compiled program in float32: the library's default. */
  @Benchmark
  public void compiled() {
    apply(Precision.FLOAT32);
  }

  /** The compiled program in bfloat16. */
  @Benchmark
  public void compiledBfloat16() {
    apply(Precision.BFLOAT16);
  }

  private void apply(Precision precision) {
    try (NDArray painted = program.apply(picture, weights, precision)) {
      requireOnProcessor(painted);
    }
  }

  /** The reference implementation, layer by layer. */
  @Benchmark
  public void layerByLayer() {
    try (NDArray painted = net.apply(picture, weights)) {
      requireOnProcessor(painted);
    }
  }

  // A GPU's result is complete only when it is read.
  private static void requireOnProcessor(NDArray painted) {
    if (painted.getDevice().isGpu()) {
      painted.toFloatArray();
    }
  }

  /** ONNX Runtime on the CPU, float32. */
  @Benchmark
  public void onnxRuntime() {
    rival.run();
  }

  /** Frees everything. */
  @TearDown
  public void close() {
    rival.close();
    program.close();
    manager.close();
  }
}
