package io.github.stylizer.benchmarks;

import io.github.stylizer.vgg.VggVariant;
import java.io.PrintStream;
import java.util.Arrays;
import java.util.Collection;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/**
 * Sets the time of a Gatys evaluation beside its floor: the floating-point operations over the
 * convolution rate that the same machine reaches at the same time. The two benchmarks take turns,
 * and the ratio is the median over the turns, so that a busy machine slows both.
 */
public final class GatysFloor {
  private static final int TURNS = 5;
  private static final int SIDE = 256;
  private static final int EVALUATIONS = 40;

  private GatysFloor() {}

  /**
   * Measures and prints a line per turn and the median.
   *
   * @param arguments none
   * @throws RunnerException if a benchmark fails
   */
  public static void main(String[] arguments) throws RunnerException {
    double operations = RandomVgg.operationsOfEvaluation(SIDE);
    PrintStream out = System.out;
    out.printf("one evaluation at %d² is %.1f GFLOP%n", SIDE, operations / 1e9);
    double[] ratios = new double[TURNS];
    for (int turn = 0; turn < TURNS; turn++) {
      double convolution = score(options(ConvolutionBenchmark.class));
      double evaluation = 1000 * score(gatys()) / EVALUATIONS;
      double rate = ConvolutionBenchmark.OPERATIONS / convolution;
      double floor = operations / rate;
      ratios[turn] = evaluation / floor;
      out.printf(
          "convolution %.0f GFLOP/s, floor %.0f ms, evaluation %.0f ms, ratio %.2f%n",
          rate / 1e6, floor, evaluation, ratios[turn]);
    }
    Arrays.sort(ratios);
    out.printf("median ratio %.2f%n", ratios[TURNS / 2]);
  }

  /** Without the first calls of a process, which the floor knows nothing of. */
  private static ChainedOptionsBuilder gatys() {
    return options(GatysBenchmark.class)
        .param("side", Integer.toString(SIDE))
        .param("evaluations", Integer.toString(EVALUATIONS))
        .param("vgg", VggVariant.VGG19.name())
        .warmupIterations(1)
        .measurementIterations(5);
  }

  private static ChainedOptionsBuilder options(Class<?> benchmark) {
    return new OptionsBuilder()
        .include("^" + benchmark.getName() + "\\.")
        .verbosity(VerboseMode.SILENT);
  }

  private static double score(ChainedOptionsBuilder options) throws RunnerException {
    Collection<RunResult> results = new Runner(options.build()).run();
    return results.iterator().next().getPrimaryResult().getScore();
  }
}
