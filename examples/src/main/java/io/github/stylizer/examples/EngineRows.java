package io.github.stylizer.examples;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.pytorch.jni.LibUtils;
import ai.djl.util.cuda.CudaUtils;
import java.net.URL;

/** The tensor engine: does it load and compute, from which files, on which devices? */
final class EngineRows {

  /** Every jar with PyTorch's native library has this file. */
  private static final String NATIVE_MARK = "native/lib/pytorch.properties";

  private EngineRows() {}

  static void add(DoctorReport report) {
    report.section("Engine");
    report.row("DJL", Versions.djl());
    boolean isBundled = nativeLibrary(report);
    try {
      loadedEngine(report);
    } catch (RuntimeException | LinkageError e) {
      report.row("PyTorch", "cannot be loaded");
      if (report.isUsable()) {
        report.problem(ErrorLine.of(e));
      }
    }
    gpu(report, isBundled);
  }

  private static boolean nativeLibrary(DoctorReport report) {
    URL mark = EngineRows.class.getClassLoader().getResource(NATIVE_MARK);
    report.row(
        "native library",
        mark == null
            ? "not on the class path: DJL downloads the one for this machine"
            : mark.getPath().replaceFirst("^file:", "").replaceFirst("!.*", ""));
    return mark != null;
  }

  private static void loadedEngine(DoctorReport report) {
    // Not DJL's default engine, which may be another one.
    Engine engine = Engine.getEngine("PyTorch");
    report.row("PyTorch", engine.getVersion());
    report.row("unpacked to", LibUtils.getLibtorchPath());
    report.row("device", engine.defaultDevice());
    report.row("threads per operation", JniUtils.getNumThreads());
    report.row("parallel operations", JniUtils.getNumInteropThreads());
    try (NDManager manager = engine.newBaseManager()) {
      float sum =
          manager.ones(new Shape(8, 8)).matMul(manager.ones(new Shape(8, 8))).sum().getFloat();
      report.row("test computation", sum == 512 ? "correct" : "wrong: " + sum + " instead of 512");
      if (sum != 512) {
        report.problem("PyTorch gives wrong results here: use another machine or PyTorch build");
      }
    }
  }

  private static void gpu(DoctorReport report, boolean isBundled) {
    int count = CudaUtils.getGpuCount();
    if (count == 0) {
      report.row("GPU", "none found by CUDA");
      return;
    }
    for (int i = 0; i < count; i++) {
      long memory = CudaUtils.getGpuMemory(Device.gpu(i)).getMax();
      report.row(
          "GPU " + i, "CUDA " + CudaUtils.getCudaVersionString() + ", " + Text.bytes(memory));
    }
    if (isBundled) {
      report.advise(
          "there is a GPU, but the CPU library on the class path takes precedence:"
              + " set STYLIZE_MAVEN_OPTS=-Pcuda to build without it");
    }
  }
}
