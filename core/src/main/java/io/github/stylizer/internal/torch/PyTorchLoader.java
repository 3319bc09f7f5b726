package io.github.stylizer.internal.torch;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.EngineProvider;
import io.github.stylizer.PaintingInterruptedException;
import io.github.stylizer.StylizerException;
import java.io.IOException;
import java.io.InterruptedIOException;

/**
 * Finds DJL's PyTorch engine and loads its native library.
 *
 * <p>DJL looks for both through the context class loader of the first thread that needs them, and
 * does not look again if that fails. That loader may not see either: a thread of the common pool
 * has the system class loader, which does not see nested jars or plug-ins.
 */
final class PyTorchLoader {
  private static final String ENGINE = "PyTorch";
  private static final String PROVIDER = "ai.djl.pytorch.engine.PtEngineProvider";
  private static final String NATIVE_MARK = "native/lib/pytorch.properties";

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
      DjlSettings.complete();
      register(loader);
      LibraryCache.ofProcess().load(() -> Engine.getEngine(ENGINE));
      return Engine.getEngine(ENGINE);
    } catch (InterruptedIOException e) {
      throw new PaintingInterruptedException("interrupted while waiting to load PyTorch", e);
    } catch (IOException | EngineException | ExceptionInInitializerError e) {
      throw LoadFailure.of(e);
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

  // DJL does not look again if the application used it before, and finds nothing where a shaded jar
  // has lost the service file. The constructor is what ServiceLoader would call.
  private static void register(ClassLoader loader) {
    if (Engine.hasEngine(ENGINE)) {
      return;
    }
    try {
      Class<?> provider = Class.forName(PROVIDER, true, loader);
      Engine.registerEngine((EngineProvider) provider.getConstructor().newInstance());
    } catch (ClassNotFoundException e) {
      throw new StylizerException(
          "DJL's PyTorch engine is not on the class path: add the dependency"
              + " ai.djl.pytorch:pytorch-engine",
          e);
    } catch (ReflectiveOperationException e) {
      throw new StylizerException("DJL's PyTorch engine cannot be created: " + e, e);
    }
  }
}
