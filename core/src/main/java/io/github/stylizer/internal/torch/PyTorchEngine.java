package io.github.stylizer.internal.torch;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDManager;
import ai.djl.util.Platform;

/**
 * PyTorch, which all arrays are computed with. Its native library is the application's choice: a
 * dependency of it, or what DJL downloads when there is none.
 */
public final class PyTorchEngine {
  private static final String PLATFORM = "pytorch";
  private static final String NATIVE_LIBRARY = "ai.djl.pytorch:pytorch-native-cpu";

  private PyTorchEngine() {}

  /**
   * Makes a manager on the default device, which is the first GPU if there is one. The first call
   * in a process loads PyTorch.
   *
   * @return the manager, which the caller closes
   * @throws EngineException if there is no native library; its message, of one line, names the
   *     dependency to add
   */
  public static NDManager newManager() {
    return engine().newBaseManager();
  }

  /**
   * Makes a manager as {@link #newManager()} does, on a device of the caller's choice.
   *
   * @param device the device
   * @return the manager, which the caller closes
   * @throws EngineException if there is no native library; its message, of one line, names the
   *     dependency to add
   */
  public static NDManager newManager(Device device) {
    return engine().newBaseManager(device);
  }

  private static Engine engine() {
    try {
      return Engine.getInstance();
    } catch (EngineException e) {
      throw isMissing() ? missing(e) : e;
    }
  }

  // One that is there, but cannot be loaded, is another trouble, and DJL's message says which.
  private static boolean isMissing() {
    return Engine.hasEngine("PyTorch") && Platform.detectPlatform(PLATFORM).isPlaceholder();
  }

  private static EngineException missing(EngineException thrown) {
    Throwable cause = thrown;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    Platform system = Platform.fromSystem(PLATFORM);
    String reason = cause.toString().replaceAll("\\s+", " ");
    return new EngineException(
        "PyTorch's native library is not on the class path, and none could be fetched and loaded ("
            + reason
            + "): add the dependency "
            + String.join(":", NATIVE_LIBRARY, system.getVersion(), system.getClassifier()),
        thrown);
  }
}
