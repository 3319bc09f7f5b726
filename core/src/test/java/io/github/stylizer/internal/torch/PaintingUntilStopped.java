package io.github.stylizer.internal.torch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.StyleModel;
import io.github.stylizer.internal.nn.TransformNet;
import io.github.stylizer.internal.nn.TransformNetModel;
import io.github.stylizer.internal.weights.NamedTensors;
import io.github.stylizer.testing.Draw;
import java.util.Map;

/** Paints until somebody stops the process. */
final class PaintingUntilStopped {
  private PaintingUntilStopped() {}

  /**
   * Paints.
   *
   * @param arguments any for a shutdown hook that paints twice, two seconds apart
   */
  public static void main(String[] arguments) {
    TransformNet net = TransformNet.of(8);
    try (NDManager manager = PyTorchEngine.newManager();
        NamedTensors weights = net.randomWeights(1, manager);
        StyleModel model = TransformNetModel.of(net, weights.tensors(), Map.of())) {
      NDArray photo = Draw.array(manager, 1, new Shape(1, 3, 320, 320), -2, 2);
      if (arguments.length > 0) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> paintTwice(model, photo)));
      }
      model.stylize(photo).close();
      System.out.println("painting");
      while (true) {
        model.stylize(photo).close();
      }
    }
  }

  private static void paintTwice(StyleModel model, NDArray photo) {
    try {
      model.stylize(photo).close();
      Thread.sleep(2000);
      model.stylize(photo).close();
      System.out.println("painted in the hook");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
