package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.metanet.MetaNet;
import io.github.stylizer.nn.TransformModel;
import io.github.stylizer.nn.TransformNet;
import io.github.stylizer.vgg.Vgg;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Sets the times of a MetaNet, from a painting to weights and from weights to a picture, beside
 * their floors: the arithmetic of VGG and of the transform network over the convolution rate of
 * this machine, and the bytes of the heads over its memory bandwidth. All take turns in one
 * process, and each figure is the median over the turns, so that a busy machine slows all.
 */
public final class MetaNetFloor {
  private static final int TURNS = 9;
  private static final int WARM_UP = 3;
  private static final int SIDE = 256;
  private static final int HIDDEN = 128;
  private static final int BANDWIDTH_FLOATS = 1 << 27;
  private static final PrintStream OUT = System.out;

  private MetaNetFloor() {}

  /**
   * Measures and prints a line for each size.
   *
   * @param arguments bases of the network; 8, 16 and 32 if there are none
   * @throws IOException if weights cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    List<Integer> bases =
        arguments.length == 0
            ? List.of(8, 16, 32)
            : Arrays.stream(arguments).map(Integer::valueOf).toList();
    ConvolutionBenchmark convolution = new ConvolutionBenchmark();
    convolution.open();
    try (Vgg vgg = RandomVgg.load()) {
      OUT.printf(
          "median of %d turns at %d²; a floor is what the machine cannot beat%n", TURNS, SIDE);
      for (int base : bases) {
        try (MetaNet network = RandomMetaNet.load(base, HIDDEN, vgg)) {
          measure(base, network, convolution);
        }
      }
    }
    convolution.close();
  }

  private static void measure(int base, MetaNet network, ConvolutionBenchmark convolution) {
    try (NDManager manager = NDManager.newBaseManager()) {
      NDArray painting = manager.randomNormal(new Shape(1, 3, SIDE, SIDE));
      NDArray block = manager.ones(new Shape(BANDWIDTH_FLOATS));
      TransformModel style = network.style(network.codes(painting).get(0));
      List<Runnable> runs = new ArrayList<>();
      runs.add(convolution::convolution);
      runs.add(() -> block.sum().close());
      runs.add(() -> network.style(network.codes(painting).get(0)).close());
      runs.add(() -> style.stylize(painting).close());
      double[] medians = medians(runs);
      style.close();
      report(base, network.parameterCount(), medians);
    }
  }

  private static double[] medians(List<Runnable> runs) {
    double[][] seconds = new double[runs.size()][TURNS];
    for (int turn = -WARM_UP; turn < TURNS; turn++) {
      for (int i = 0; i < runs.size(); i++) {
        long began = System.nanoTime();
        runs.get(i).run();
        if (turn >= 0) {
          seconds[i][turn] = (System.nanoTime() - began) / 1e9;
        }
      }
    }
    double[] medians = new double[runs.size()];
    for (int i = 0; i < medians.length; i++) {
      Arrays.sort(seconds[i]);
      medians[i] = seconds[i][TURNS / 2];
    }
    return medians;
  }

  private static void report(int base, long parameters, double[] medians) {
    double rate = ConvolutionBenchmark.CONVOLUTIONS * ConvolutionBenchmark.OPERATIONS / medians[0];
    double bandwidth = (double) Float.BYTES * BANDWIDTH_FLOATS / medians[1];
    double encoding = RandomVgg.operationsOfForward(SIDE) / rate;
    double reading = (double) Float.BYTES * parameters / bandwidth;
    double painting = operations(base) / rate;
    OUT.printf(
        "base %d, %.1f M parameters: convolution %.0f GFLOP/s, memory %.1f GB/s%n",
        base, parameters / 1e6, rate / 1e9, bandwidth / 1e9);
    OUT.printf(
        "  painting -> weights %5.0f ms, floor %5.0f ms (VGG %.0f + heads %.0f), ratio %.2f%n",
        1e3 * medians[2],
        1e3 * (encoding + reading),
        1e3 * encoding,
        1e3 * reading,
        medians[2] / (encoding + reading));
    OUT.printf(
        "  weights -> picture  %5.0f ms, floor %5.0f ms, ratio %.2f%n",
        1e3 * medians[3], 1e3 * painting, medians[3] / painting);
  }

  /** The floating-point operations of a transform network's convolutions. */
  private static double operations(int base) {
    double operations = 0;
    for (Map.Entry<String, Shape> layer : TransformNet.of(base).kernelShapes().entrySet()) {
      int shrunk =
          switch (layer.getKey()) {
            case "downsampling.1", "upsampling.7", "upsampling.11" -> SIDE;
            case "downsampling.5", "upsampling.2" -> SIDE / 2;
            default -> SIDE / 4;
          };
      operations += 2.0 * layer.getValue().size() * shrunk * shrunk;
    }
    return operations;
  }
}
