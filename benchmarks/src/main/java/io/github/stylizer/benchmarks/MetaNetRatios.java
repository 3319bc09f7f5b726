package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.TransformModel;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.metanet.MetaNet;
import io.github.stylizer.vgg.Vgg;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A MetaNet compared with its floor on this machine. From a painting to weights: VGG's operations
 * divided by the convolution rate, plus the bytes of the network divided by the memory bandwidth.
 * From weights to a result: the transform network's operations divided by the convolution rate.
 * Rate and bandwidth are measured in the same turns.
 */
final class MetaNetRatios implements Ratios.Comparison {
  private static final int SIDE = 256;
  private static final int HIDDEN = 128;
  private static final int BANDWIDTH_FLOATS = 1 << 27;
  private static final String CONVOLUTION = "convolution";
  private static final String READING = "reading";
  private static final String GENERATED = "painting to weights";
  private static final String PAINTED = "weights to picture";

  @Override
  public List<Ratio> measure(boolean shortly) throws IOException {
    ConvolutionBenchmark convolution = new ConvolutionBenchmark();
    convolution.open();
    List<Ratio> ratios = new ArrayList<>();
    try (Vgg vgg = RandomVgg.load()) {
      for (int base : new int[] {8, 16, 32}) {
        try (MetaNet network = RandomMetaNet.load(base, HIDDEN, vgg)) {
          ratios.addAll(measure(base, network, convolution, shortly ? 5 : 15));
        }
      }
    } finally {
      convolution.close();
    }
    return ratios;
  }

  private static List<Ratio> measure(
      int base, MetaNet network, ConvolutionBenchmark convolution, int turns) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray painting = manager.randomNormal(new Shape(1, 3, SIDE, SIDE));
      NDArray block = manager.ones(new Shape(BANDWIDTH_FLOATS));
      TransformModel style = network.style(network.codes(painting).get(0));
      Map<String, Runnable> runs = new LinkedHashMap<>();
      runs.put(CONVOLUTION, convolution::convolution);
      runs.put(READING, () -> block.sum().close());
      runs.put(GENERATED, () -> network.style(network.codes(painting).get(0)).close());
      runs.put(PAINTED, () -> style.stylize(painting).close());
      Turns times = Turns.of(turns, runs);
      style.close();
      return List.of(generated(base, network.parameterCount(), times), painted(base, times));
    }
  }

  /** Operations per millisecond. */
  private static double rate(Turns times) {
    return ConvolutionBenchmark.CONVOLUTIONS
        * ConvolutionBenchmark.OPERATIONS
        / times.milliseconds(CONVOLUTION);
  }

  private static Ratio generated(int base, long parameters, Turns times) {
    double bandwidth = (double) Float.BYTES * BANDWIDTH_FLOATS / times.milliseconds(READING);
    double encoding = RandomVgg.operationsOfForward(SIDE) / rate(times);
    double reading = (double) Float.BYTES * parameters / bandwidth;
    String what =
        String.format(
            Locale.ROOT,
            "%.1f million parameters. The floor is %.0f ms of VGG-19 at %.0f GFLOP/s and %.0f ms of reading the network at %.0f GB/s.",
            parameters / 1e6,
            encoding,
            rate(times) / 1e6,
            reading,
            bandwidth / 1e6);
    return besideFloor(GENERATED, base, what, encoding + reading, base == 32 ? 1.3 : null, times);
  }

  private static Ratio painted(int base, Turns times) {
    double operations = RandomNetwork.operations(TransformNet.of(base), SIDE);
    String what =
        String.format(
            Locale.ROOT,
            "%.1f GFLOP as counted in the paper; the library needs fewer.",
            operations / 1e9);
    return besideFloor(PAINTED, base, what, operations / rate(times), null, times);
  }

  private static Ratio besideFloor(
      String name, int base, String what, double floor, Double limit, Turns times) {
    return new Ratio(
        String.format(Locale.ROOT, "MetaNet, base %d, %d²: %s", base, SIDE, name),
        what,
        times.milliseconds(name),
        "floor",
        floor,
        times.milliseconds(name) / floor,
        limit,
        times.count());
  }
}
