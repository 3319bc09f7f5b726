package io.github.stylizer.benchmarks;

import ai.djl.Device;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Precision;
import io.github.stylizer.benchmarks.ExportedProgram.Argument;
import io.github.stylizer.benchmarks.ExportedProgram.Check;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.testing.ProgramFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Exports transform networks as GPUs run them. */
final class ExportedTransformNets {
  private static final int CHECKED_SIDE = 64;
  private static final DrawnTensor PICTURE =
      new DrawnTensor(new long[] {1, 3, CHECKED_SIDE, CHECKED_SIDE}, 0, 2);

  // Rounding of 24, 11 and 8 bits, through 16 layers.
  private static final Map<Precision, Double> TOLERANCES =
      new EnumMap<>(
          Map.of(Precision.FLOAT32, 1e-3, Precision.FLOAT16, 1e-2, Precision.BFLOAT16, 6e-2));

  private ExportedTransformNets() {}

  /** The name of a program. */
  static String name(int base, Precision precision) {
    return "transform-%d-%s".formatted(base, precision.name().toLowerCase(Locale.ROOT));
  }

  /** Writes a network in every precision, and what it paints in float32. */
  static List<ExportedProgram> write(int base, Path folder) throws IOException {
    TransformNet net = TransformNet.of(base);
    List<DrawnTensor> weights = weights(net);
    List<ExportedProgram> programs = new ArrayList<>();
    String painted = "transform-%d.results".formatted(base);
    for (Precision precision : Precision.values()) {
      String file = name(base, precision) + ".pt";
      net.writeProgram(precision, folder.resolve(file));
      if (precision == Precision.FLOAT32) {
        paint(folder.resolve(file), weights, folder.resolve(painted));
      }
      programs.add(
          new ExportedProgram(
              name(base, precision),
              file,
              "transform network, base %d: pictures and weights to painted pictures"
                  .formatted(base),
              precision.name().toLowerCase(Locale.ROOT),
              List.of(Argument.ofPictures(), Argument.ofWeights(weights)),
              List.of(List.of("N", 3, "H", "W")),
              RandomNetwork.operations(net, CHECKED_SIDE) / (CHECKED_SIDE * CHECKED_SIDE),
              new Check(PICTURE, painted, List.of(PICTURE.shape()), TOLERANCES.get(precision))));
    }
    return programs;
  }

  private static List<DrawnTensor> weights(TransformNet net) {
    List<DrawnTensor> weights = new ArrayList<>();
    for (Shape kernel : net.kernelShapes().values()) {
      weights.add(DrawnTensor.kernel(kernel, weights.size() + 1, 1));
      weights.add(DrawnTensor.bias(kernel, weights.size() + 1));
    }
    return weights;
  }

  private static void paint(Path program, List<DrawnTensor> weights, Path results)
      throws IOException {
    try (NDManager manager = NDManager.newBaseManager(Device.cpu())) {
      NDList inputs = new NDList(PICTURE.draw(manager));
      inputs.addAll(DrawnTensor.weights(weights, manager));
      ResultsFile.write(ProgramFile.run(program, inputs, manager), results);
    }
  }
}
