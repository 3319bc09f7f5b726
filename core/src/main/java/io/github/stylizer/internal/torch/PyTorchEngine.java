package io.github.stylizer.internal.torch;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import io.github.stylizer.StylizerException;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch, the engine of all arrays, regardless of DJL's default engine. The application chooses
 * its native library: a dependency, or else what DJL downloads.
 */
public final class PyTorchEngine {
  private static volatile @Nullable Engine engine;

  private PyTorchEngine() {}

  /**
   * Creates a manager on the default device, which is the first GPU if there is one. The first call
   * in a process loads PyTorch.
   *
   * @return the manager, which the caller closes
   * @throws StylizerException if PyTorch cannot be loaded; the message says what to do
   */
  public static NDManager newManager() {
    return engine().newBaseManager();
  }

  /**
   * Creates a manager like {@link #newManager()} on a given device.
   *
   * @param device the device
   * @return the manager, which the caller closes
   * @throws StylizerException if PyTorch cannot be loaded; the message says what to do
   */
  public static NDManager newManager(Device device) {
    return engine().newBaseManager(device);
  }

  /**
   * Creates a model of DJL's without a network.
   *
   * @param name its name
   * @param device where its arrays are; null for the default device
   * @return the model, which the caller closes
   * @throws StylizerException if PyTorch cannot be loaded; the message says what to do
   */
  public static Model newModel(String name, @Nullable Device device) {
    return engine().newModel(name, device);
  }

  // Only success is cached.
  private static Engine engine() {
    Engine loaded = engine;
    if (loaded == null) {
      loaded = PyTorchLoader.load();
      engine = loaded;
    }
    return loaded;
  }
}
