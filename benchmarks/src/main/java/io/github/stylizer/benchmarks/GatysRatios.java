package io.github.stylizer.benchmarks;

import io.github.stylizer.vgg.VggVariant;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * An evaluation of gatys compared with its floor: its floating-point operations divided by the
 * machine's convolution rate, measured in the same turns.
 */
final class GatysRatios implements Ratios.Comparison {
  private static final int SIDE = 256;
  private static final int EVALUATIONS = 20;
  private static final String CONVOLUTION = "convolution";
  private static final String PAINTED = "painted";

  @Override
  public List<Ratio> measure(boolean shortly) throws IOException {
    ConvolutionBenchmark convolution = new ConvolutionBenchmark();
    GatysBenchmark gatys = new GatysBenchmark();
    gatys.side = SIDE;
    gatys.evaluations = EVALUATIONS;
    gatys.vgg = VggVariant.VGG19;
    convolution.open();
    gatys.open();
    try {
      Map<String, Runnable> runs = new LinkedHashMap<>();
      runs.put(CONVOLUTION, () -> repeat(10, convolution::convolution));
      runs.put(PAINTED, gatys::evaluations);
      Turns times = Turns.of(shortly ? 5 : 9, runs);
      double operations = RandomVgg.operationsOfEvaluation(SIDE);
      double rate =
          10
              * ConvolutionBenchmark.CONVOLUTIONS
              * ConvolutionBenchmark.OPERATIONS
              / times.milliseconds(CONVOLUTION);
      double evaluation = times.milliseconds(PAINTED) / EVALUATIONS;
      return List.of(
          new Ratio(
              String.format(Locale.ROOT, "gatys, VGG-19, %d²: an evaluation", SIDE),
              String.format(
                  Locale.ROOT,
                  "%.1f GFLOP of convolutions and Gram matrices, forward and backward, at %.0f GFLOP/s.",
                  operations / 1e9,
                  rate / 1e6),
              evaluation,
              "floor",
              operations / rate,
              evaluation / (operations / rate),
              1.2,
              times.count()));
    } finally {
      gatys.close();
      convolution.close();
    }
  }

  private static void repeat(int times, Runnable run) {
    for (int i = 0; i < times; i++) {
      run.run();
    }
  }
}
