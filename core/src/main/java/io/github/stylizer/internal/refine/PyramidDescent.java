package io.github.stylizer.internal.refine;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.internal.optim.Adam;
import io.github.stylizer.internal.torch.TorchProgram;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Minimizes a function of an image by {@link Adam} on the levels of its {@link LaplacianPyramid}.
 * The last two fifths of the steps are a third as long.
 */
public final class PyramidDescent {
  private static final double LONG_STEPS = 0.6;
  private static final double SHORTENED = 0.3;

  private static final Map<Device, TorchProgram> COMPILED = new ConcurrentHashMap<>();

  private PyramidDescent() {}

  /** The gradient of the function. */
  @FunctionalInterface
  public interface ImageGradient {

    /**
     * Computes the gradient.
     *
     * @param image {@code (1, 3, H, W)}; not modified
     * @param step the number of steps done
     * @return of the shape of the image, attached to its manager
     * @throws InterruptedException to keep the image as it is
     */
    NDArray at(NDArray image, int step) throws InterruptedException;
  }

  /**
   * Minimizes. An interrupt ends the descent; the interrupt flag is then set.
   *
   * @param start {@code (1, 3, H, W)}; not modified
   * @param steps how many, at least 1
   * @param rate about how far each number moves in a step
   * @param gradient of the function
   * @return the image after the last step, attached to the manager of {@code start}
   */
  public static NDArray minimize(NDArray start, int steps, double rate, ImageGradient gradient) {
    LaplacianPyramid pyramid = LaplacianPyramid.of(start.getShape(), start.getDevice());
    TorchProgram program = COMPILED.computeIfAbsent(start.getDevice(), Adam::compile);
    try (NDManager manager = start.getManager().newSubManager(start.getDevice())) {
      NDList levels = pyramid.split(start);
      levels.attach(manager);
      try (Adam adam = new Adam(named(levels), program)) {
        for (int step = 0; step < steps; step++) {
          double length = step < LONG_STEPS * steps ? rate : SHORTENED * rate;
          try (NDManager scratch = manager.newSubManager()) {
            NDArray image = pyramid.collapse(levels);
            image.attach(scratch);
            NDList gradients = pyramid.gradient(gradient.at(image, step), levels);
            gradients.attach(scratch);
            adam.step(gradients, length);
          }
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      NDArray result = pyramid.collapse(levels);
      result.attach(start.getManager());
      return result;
    }
  }

  private static Map<String, NDArray> named(NDList levels) {
    Map<String, NDArray> named = new LinkedHashMap<>();
    for (int i = 0; i < levels.size(); i++) {
      named.put("level " + i, levels.get(i));
    }
    return named;
  }
}
