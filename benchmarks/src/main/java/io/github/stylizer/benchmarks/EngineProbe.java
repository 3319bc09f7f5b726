package io.github.stylizer.benchmarks;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import ai.djl.util.cuda.CudaUtils;
import com.google.gson.Gson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Loads the tensor engine, computes something and writes down what it is. A program of its own, so
 * that the suite holds neither its threads nor memory of a GPU while benchmarks run.
 */
final class EngineProbe {
  /** The row that says where is computed. */
  static final String DEVICE = "device";

  /** How {@link #DEVICE} begins on a GPU. */
  static final String GPU = "GPU";

  /** Every jar with PyTorch's native library has this file. */
  private static final String NATIVE_MARK = "native/lib/pytorch.properties";

  private EngineProbe() {}

  /**
   * Writes what there is as a JSON object of texts, or ends with code 1 and one line that says why
   * nothing can be computed here.
   *
   * @param arguments the file to write
   * @throws IOException if it cannot be written
   */
  public static void main(String[] arguments) throws IOException {
    Map<String, String> rows;
    try {
      rows = rows();
    } catch (RuntimeException | LinkageError e) {
      System.err.println(missing(e, isBundled()));
      System.exit(1);
      return;
    }
    Files.writeString(Path.of(arguments[0]), new Gson().toJson(rows));
  }

  /** Whether the class path has a native library, so that DJL fetches none. */
  static boolean isBundled() {
    return EngineProbe.class.getClassLoader().getResource(NATIVE_MARK) != null;
  }

  /** In one line why PyTorch cannot be loaded and what to do. */
  static String missing(Throwable failure, boolean isBundled) {
    String reason = Reason.of(failure);
    if (isBundled) {
      return "PyTorch's native library is on the class path but cannot be used (" + reason + ")";
    }
    return "PyTorch's native library is missing: it is not on the class path (built with -Pcuda?),"
        + " and DJL could not fetch the one for this machine ("
        + reason
        + "); give the first start a network, or build the library for the CPU in with"
        + " BENCHMARKS_MAVEN_OPTS=-Pcpu";
  }

  private static Map<String, String> rows() {
    Map<String, String> rows = new LinkedHashMap<>();
    Engine engine = Engine.getInstance();
    Device device = engine.defaultDevice();
    compute(engine);
    rows.put("DJL", Engine.getDjlVersion());
    rows.put("PyTorch", engine.getVersion());
    rows.put("native library", isBundled() ? "on the class path" : "fetched by DJL");
    rows.put(DEVICE, device.isGpu() ? gpu(device) : cpu());
    rows.put("threads in an operation", Integer.toString(JniUtils.getNumThreads()));
    rows.put("threads between operations", Integer.toString(JniUtils.getNumInteropThreads()));
    return rows;
  }

  private static void compute(Engine engine) {
    try (NDManager manager = engine.newBaseManager()) {
      float sum =
          manager.ones(new Shape(8, 8)).matMul(manager.ones(new Shape(8, 8))).sum().getFloat();
      if (sum != 512) {
        throw new IllegalStateException("it computes " + sum + ", expected 512");
      }
    }
  }

  private static String gpu(Device device) {
    int id = device.getDeviceId();
    return String.format(
        "%s %d of %d, CUDA %s, compute capability %s, %.1f GB",
        GPU,
        id,
        CudaUtils.getGpuCount(),
        CudaUtils.getCudaVersionString(),
        CudaUtils.getComputeCapability(id),
        CudaUtils.getGpuMemory(device).getMax() / 1e9);
  }

  private static String cpu() {
    int gpus = CudaUtils.getGpuCount();
    return gpus == 0
        ? "CPU; CUDA finds no GPU"
        : "CPU, although CUDA finds " + gpus + " GPU: the library is that for the CPU, see -Pcuda";
  }
}
