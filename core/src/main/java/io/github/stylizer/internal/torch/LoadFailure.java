package io.github.stylizer.internal.torch;

import ai.djl.util.Platform;
import io.github.stylizer.PaintingInterruptedException;
import io.github.stylizer.StylizerException;
import io.github.stylizer.internal.io.OneLine;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Path;

/** Says why PyTorch could not be loaded, and what to do about it. */
final class LoadFailure {
  private static final String PLATFORM = "pytorch";
  private static final String NATIVE_LIBRARY = "ai.djl.pytorch:pytorch-native-cpu";
  // What the Java runtime says in an UnsatisfiedLinkError.
  private static final String LOADED_TWICE = "already loaded in another classloader";
  // What the loader of Linux says of a disk that is mounted with noexec.
  private static final String NOT_EXECUTABLE = "failed to map segment from shared object";
  private static final String ELSEWHERE =
      "set the environment variable or system property " + DjlSettings.CACHE + " to another folder";

  private LoadFailure() {}

  /**
   * Creates the exception to throw.
   *
   * @param thrown what DJL threw, or what went wrong before it was asked; becomes the cause
   */
  static StylizerException of(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String reason = OneLine.of(root.toString());
    if (root instanceof ClosedByInterruptException) {
      return new PaintingInterruptedException("interrupted while unpacking PyTorch", thrown);
    }
    if (thrown instanceof IOException) {
      return new StylizerException("PyTorch cannot be loaded: " + reason, thrown);
    }
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
    return new StylizerException(inFolder(root, reason), thrown);
  }

  private static String inFolder(Throwable root, String reason) {
    Path folder = LibraryCache.ofProcess().folder();
    if (root instanceof IOException) {
      return "PyTorch's native library cannot be unpacked into "
          + folder
          + " ("
          + reason
          + "): it needs half a gigabyte there; "
          + ELSEWHERE;
    }
    if (reason.contains(NOT_EXECUTABLE)) {
      return "PyTorch's native library cannot be loaded from "
          + folder
          + " ("
          + reason
          + "): the folder must be on a disk that programs may run from; "
          + ELSEWHERE;
    }
    return "PyTorch cannot be loaded: " + reason + "; it was unpacked into " + folder;
  }
}
