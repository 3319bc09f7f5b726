package io.github.stylizer.internal.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.Precision;
import io.github.stylizer.StyleModel;
import io.github.stylizer.internal.io.LinuxMemory;
import io.github.stylizer.internal.torch.PyTorchEngine;
import io.github.stylizer.internal.weights.NamedTensors;
import java.util.Map;

/** Paints in a process of its own, and prints the memory that it took beside the estimate. */
final class PaintingMemoryProcess {
  static final int WIDTH = 1536;
  static final int HEIGHT = 1024;

  private PaintingMemoryProcess() {}

  /**
   * Paints.
   *
   * @param arguments base, whether anti-aliased, and precision
   */
  public static void main(String[] arguments) {
    TransformNet net =
        TransformNet.of(Integer.parseInt(arguments[0]))
            .antialiased(Boolean.parseBoolean(arguments[1]));
    try (NDManager manager = PyTorchEngine.newManager();
        NamedTensors weights = net.randomWeights(1, manager);
        TransformNetModel network = TransformNetModel.of(net, weights.tensors(), Map.of())) {
      StyleModel model = network.precision(Precision.valueOf(arguments[2]));
      paint(model, manager, 64, 64);
      long before = kilobytes("VmRSS");
      paint(model, manager, WIDTH, HEIGHT);
      long taken = 1024 * (kilobytes("VmHWM") - before);
      System.out.println(taken + " " + model.memory(WIDTH, HEIGHT));
    }
  }

  private static void paint(StyleModel model, NDManager manager, int width, int height) {
    try (NDArray photo = manager.zeros(new Shape(1, 3, height, width))) {
      model.stylize(photo).close();
    }
  }

  private static long kilobytes(String name) {
    return LinuxMemory.kilobytes(LinuxMemory.PROCESS, name).orElseThrow();
  }
}
