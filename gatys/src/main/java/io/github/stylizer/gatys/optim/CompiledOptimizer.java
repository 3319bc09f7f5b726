package io.github.stylizer.gatys.optim;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import io.github.stylizer.internal.optim.Adam;
import io.github.stylizer.internal.torch.TorchProgram;

/**
 * Starts optimizers of one kind, which share one native program: a picture is optimized at several
 * sizes and may begin anew, and compiling a program takes a moment.
 *
 * <p>Safe for concurrent use, but not with {@link #close()}; holds native memory until then.
 */
public final class CompiledOptimizer implements AutoCloseable {
  private final TorchProgram program;
  private final Start start;

  @FunctionalInterface
  private interface Start {
    Optimizer at(NDArray point, float learningRate);
  }

  private CompiledOptimizer(TorchProgram program, Start start) {
    this.program = program;
    this.start = start;
  }

  /**
   * Compiles {@link Lbfgs}.
   *
   * @param device where the points are
   * @param lineSearch whether a line search finds the length of each step
   * @return the optimizer, which the caller closes
   */
  public static CompiledOptimizer lbfgs(Device device, boolean lineSearch) {
    TorchProgram program = LbfgsHistory.compile(device);
    return new CompiledOptimizer(
        program, (point, learningRate) -> new Lbfgs(program, point, learningRate, lineSearch));
  }

  /**
   * Compiles {@link Adam}.
   *
   * @param device where the points are
   * @return the optimizer, which the caller closes
   */
  public static CompiledOptimizer adam(Device device) {
    TorchProgram program = Adam.compile(device);
    return new CompiledOptimizer(
        program, (point, learningRate) -> new AdamOptimizer(program, point, learningRate));
  }

  /**
   * Starts at a point.
   *
   * @param point {@code (n)}; changed in place by every step
   * @param learningRate for L-BFGS the step length relative to the quasi-Newton step, for Adam
   *     about how far each number moves in a step
   * @return an optimizer with a state of its own, which the caller closes before this
   */
  public Optimizer start(NDArray point, float learningRate) {
    return start.at(point, learningRate);
  }

  @Override
  public void close() {
    program.close();
  }
}
