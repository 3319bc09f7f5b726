package io.github.stylizer.internal.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.StylizerException;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch, which all arrays are computed with, whatever DJL's default engine is. Its native library
 * is the application's choice: a dependency of it, or what DJL downloads when there is none.
 */
public final class PyTorchEngine {
  private static volatile @Nullable Engine engine;

  private PyTorchEngine() {}

  /**
   * Makes a manager on the default device, which is the first GPU if there is one. The first call
   * in a process loads PyTorch.
   *
   * @return the manager, which the caller closes
   * @throws StylizerException if PyTorch cannot be loaded; the message says what to do
   */
  public static NDManager newManager() {
    return engine().newBaseManager();
  }

  /**
   * Makes a manager as {@link #newManager()} does, on a device of the caller's choice.
   *
   * @param device the device
   * @return the manager, which the caller closes
   * @throws StylizerException if PyTorch cannot be loaded; the message says what to do
   */
  public static NDManager newManager(Device device) {
    return engine().newBaseManager(device);
  }

  // Only success is remembered.
  private static Engine engine() {
    Engine loaded = engine;
    if (loaded == null) {
      loaded = PyTorchLoader.load();
      engine = loaded;
    }
    return loaded;
  }
}
