package io.github.stylizer.internal.torch;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.EngineProvider;
import ai.djl.util.Platform;
import io.github.stylizer.StylizerException;
import java.util.ServiceLoader;

/**
 * Finds DJL's PyTorch engine and loads its native library.
 *
 * <p>DJL looks for both through the context class loader of the first thread that needs them, and
 * does not look again if that fails. That loader may not see either: a thread of the common pool
 * has the system class loader, which does not see nested jars or plug-ins.
 */
final class PyTorchLoader {
  private static final String ENGINE = "PyTorch";
  private static final String PLATFORM = "pytorch";
  private static final String PROVIDER = "ai.djl.pytorch.engine.PtEngineProvider";
  private static final String NATIVE_LIBRARY = "ai.djl.pytorch:pytorch-native-cpu";
  private static final String NATIVE_MARK = "native/lib/pytorch.properties";
  // What the Java runtime says in an UnsatisfiedLinkError.
  private static final String LOADED_TWICE = "already loaded in another classloader";

  private PyTorchLoader() {}

  /**
   * Loads PyTorch.
   *
   * @throws StylizerException if it is not there or cannot be loaded
   */
  static synchronized Engine load() {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    ClassLoader loader = loader(before);
    thread.setContextClassLoader(loader);
    try {
      register(loader);
      return Engine.getEngine(ENGINE);
    } catch (EngineException e) {
      throw failure(e);
    } finally {
      thread.setContextClassLoader(before);
    }
  }

  // This library's loader, unless only the context loader has the native library: applications in a
  // server may share this library but each have their own native one.
  private static ClassLoader loader(ClassLoader context) {
    ClassLoader ours = PyTorchLoader.class.getClassLoader();
    boolean onlyContext =
        context != null
            && ours.getResource(NATIVE_MARK) == null
            && context.getResource(NATIVE_MARK) != null;
    return onlyContext ? context : ours;
  }

  // DJL does not look again if the application used it before.
  private static void register(ClassLoader loader) {
    if (!Engine.hasEngine(ENGINE)) {
      for (EngineProvider provider : ServiceLoader.load(EngineProvider.class, loader)) {
        Engine.registerEngine(provider);
      }
    }
    if (!Engine.hasEngine(ENGINE)) {
      throw new StylizerException(noProvider(loader));
    }
  }

  private static String noProvider(ClassLoader loader) {
    try {
      Class.forName(PROVIDER, false, loader);
    } catch (ClassNotFoundException e) {
      return "DJL's PyTorch engine is not on the class path: add the dependency"
          + " ai.djl.pytorch:pytorch-engine";
    }
    return "no META-INF/services/ai.djl.engine.EngineProvider lists "
        + PROVIDER
        + ", although the class is there: merge the service files of all jars when shading, for"
        + " example with the Maven Shade Plugin's ServicesResourceTransformer";
  }

  private static StylizerException failure(EngineException thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String reason = root.toString().replaceAll("\\s+", " ");
    if (reason.contains(LOADED_TWICE)) {
      return new StylizerException(
          "PyTorch's native library is already loaded by another class loader of this process, and"
              + " Java allows only one: load Stylizer and DJL in one class loader that all"
              + " applications share, or start another process",
          thrown);
    }
    // One that is there but cannot be loaded is another problem, which the reason names.
    if (Platform.detectPlatform(PLATFORM).isPlaceholder()) {
      Platform system = Platform.fromSystem(PLATFORM);
      return new StylizerException(
          "PyTorch's native library is not on the class path, and none could be fetched and loaded"
              + " ("
              + reason
              + "): add the dependency "
              + String.join(":", NATIVE_LIBRARY, system.getVersion(), system.getClassifier()),
          thrown);
    }
    return new StylizerException("PyTorch cannot be loaded: " + reason, thrown);
  }
}
