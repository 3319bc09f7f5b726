package io.github.stylizer.benchmarks;

import ai.djl.ndarray.NDArray;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A network in ONNX Runtime on the CPU, with its own input. */
final class OnnxNetwork implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private OnnxTensor input;
  private OrtSession.Result result;

  private OnnxNetwork(Path file) throws OrtException {
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      // Otherwise its threads spin between runs and take the CPU from the next turn. It is as fast
      // without.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      this.session = environment.createSession(file.toString(), options);
    }
  }

  static OnnxNetwork open(Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new FileNotFoundException(
          file + ": no such file; set the system property peers to the folder of the networks");
    }
    try {
      return new OnnxNetwork(file);
    } catch (OrtException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  static String name() {
    return "ONNX Runtime " + OrtEnvironment.getEnvironment().getVersion();
  }

  /** Copies an array into the input. */
  void setInput(NDArray array) {
    ByteBuffer bytes = array.toByteBuffer();
    FloatBuffer floats =
        ByteBuffer.allocateDirect(bytes.remaining())
            .order(ByteOrder.nativeOrder())
            .put(bytes)
            .flip()
            .order(ByteOrder.nativeOrder())
            .asFloatBuffer();
    try {
      OnnxTensor next = OnnxTensor.createTensor(environment, floats, array.getShape().getShape());
      if (input != null) {
        input.close();
      }
      input = next;
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Computes the output. */
  void run() {
    try {
      if (result != null) {
        result.close();
      }
      result = session.run(Map.of(session.getInputNames().iterator().next(), input));
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The output of the last run. */
  float[] output() {
    FloatBuffer floats = ((OnnxTensor) result.get(0)).getFloatBuffer();
    float[] values = new float[floats.remaining()];
    floats.get(values);
    return values;
  }

  @Override
  public void close() {
    try {
      if (result != null) {
        result.close();
      }
      if (input != null) {
        input.close();
      }
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
