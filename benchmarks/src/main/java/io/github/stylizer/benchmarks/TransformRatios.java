package io.github.stylizer.benchmarks;

import io.github.stylizer.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The transform network compared with ONNX Runtime and with itself, layer by layer. */
final class TransformRatios implements Ratios.Comparison {
  private static final String LAYERS = "layer by layer";
  private static final Map<Integer, List<Double>> LIMITS = Map.of(32, List.of(0.95, 0.85, 0.65));

  @Override
  public List<Ratio> measure(boolean shortly) throws IOException {
    if (!Files.isDirectory(RivalBenchmark.peers())) {
      System.err.println(
          RivalBenchmark.peers()
              + ": no such folder, so nothing is compared with ONNX Runtime; set it with the system"
              + " property peers");
      return List.of();
    }
    List<Ratio> ratios = new ArrayList<>();
    for (int base : new int[] {32, 8}) {
      ratios.addAll(measure(base, shortly ? 9 : 31));
    }
    return ratios;
  }

  private static List<Ratio> measure(int base, int turns) throws IOException {
    RivalBenchmark benchmark = new RivalBenchmark();
    benchmark.base = base;
    benchmark.open();
    try {
      String prefix =
          String.format(Locale.ROOT, "transform network, base %d, %d², ", base, benchmark.side);
      String exact = prefix + "float32";
      String quick = prefix + "bfloat16";
      String rival = OnnxNetwork.name() + ", float32";
      Map<String, Runnable> runs = new LinkedHashMap<>();
      runs.put(rival, benchmark::onnxRuntime);
      runs.put(exact, benchmark::compiled);
      runs.put(quick, benchmark::compiledBfloat16);
      runs.put(LAYERS, benchmark::layerByLayer);
      Turns times = Turns.of(turns, runs);
      String arrays = "From an array to an array. ";
      return List.of(
          Ratio.of(times, exact, rival, limit(base, 0), arrays + "Both give the same result."),
          Ratio.of(times, exact, LAYERS, limit(base, 1), arrays + "Both are this library."),
          Ratio.of(
              times,
              quick,
              rival,
              limit(base, 2),
              arrays
                  + String.format(
                      Locale.ROOT, "PSNR %.0f dB against float32.", decibels(benchmark))));
    } finally {
      benchmark.close();
    }
  }

  private static Double limit(int base, int index) {
    return LIMITS.containsKey(base) ? LIMITS.get(base).get(index) : null;
  }

  /** Peak signal-to-noise ratio; the peak is the range of the image. */
  private static double decibels(RivalBenchmark benchmark) {
    float[] exact = benchmark.compiledPicture(Precision.FLOAT32);
    float[] quick = benchmark.compiledPicture(Precision.BFLOAT16);
    double low = Double.POSITIVE_INFINITY;
    double high = Double.NEGATIVE_INFINITY;
    double squares = 0;
    for (int i = 0; i < exact.length; i++) {
      low = Math.min(low, exact[i]);
      high = Math.max(high, exact[i]);
      squares += (quick[i] - exact[i]) * (double) (quick[i] - exact[i]);
    }
    return 10 * Math.log10((high - low) * (high - low) / (squares / exact.length));
  }
}
