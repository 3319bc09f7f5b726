package io.github.stylizer.gatys;

import ai.djl.Device;
import io.github.stylizer.gatys.optim.CompiledOptimizer;
import io.github.stylizer.internal.loss.PerceptualGradient;
import io.github.stylizer.internal.loss.PerceptualLoss;

/** What a style compiles once for all photos on a device. */
record GatysPrograms(PerceptualGradient loss, CompiledOptimizer optimizer)
    implements AutoCloseable {

  static GatysPrograms compile(PerceptualLoss loss, GatysOptimizer optimizer, Device device) {
    CompiledOptimizer compiled =
        switch (optimizer) {
          case LBFGS -> CompiledOptimizer.lbfgs(device, false);
          case LBFGS_STRONG_WOLFE -> CompiledOptimizer.lbfgs(device, true);
          case ADAM -> CompiledOptimizer.adam(device);
        };
    return new GatysPrograms(new PerceptualGradient(loss, device), compiled);
  }

  @Override
  public void close() {
    loss.close();
    optimizer.close();
  }
}
