package io.github.stylizer.examples;

import ai.djl.ndarray.NDManager;
import io.github.stylizer.StyleCode;
import io.github.stylizer.TransformModel;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.internal.weights.NamedTensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Saves two networks and two style codes in turns under the same names, until it is killed. */
final class SavingProgram {
  static final String SAVED = "saved";
  static final int ROUNDS = 2;
  static final List<String> NAMES = List.of("network.safetensors", "half.safetensors", "any.style");

  private SavingProgram() {}

  /**
   * Saves.
   *
   * @param arguments the folder and the number of rounds; the first two are also kept as 0NAME and
   *     1NAME
   */
  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    int rounds = Integer.parseInt(arguments[1]);
    try (TransformModel even = network(0);
        TransformModel odd = network(1)) {
      for (int round = 0; round < rounds; round++) {
        TransformModel network = round % 2 == 0 ? even : odd;
        save(network, code(round % 2), folder, "");
        if (round < ROUNDS) {
          save(network, code(round % 2), folder, Integer.toString(round));
        }
        System.err.println(SAVED);
      }
    }
  }

  private static void save(TransformModel network, StyleCode code, Path folder, String prefix)
      throws IOException {
    network.save(folder.resolve(prefix + NAMES.get(0)));
    network.saveHalf(folder.resolve(prefix + NAMES.get(1)));
    code.save(folder.resolve(prefix + NAMES.get(2)));
  }

  private static TransformModel network(long seed) {
    TransformNet net = TransformNet.of(8);
    try (NamedTensors weights = net.randomWeights(seed, NDManager.newBaseManager())) {
      return TransformNetModel.of(net, weights.tensors(), Map.of());
    }
  }

  private static StyleCode code(int number) {
    float[] values = new float[224];
    Arrays.fill(values, number);
    return StyleCode.of("0123456789abcdef", values);
  }
}
