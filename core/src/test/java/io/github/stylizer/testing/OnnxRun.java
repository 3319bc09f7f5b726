package io.github.stylizer.testing;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/** Paints with an ONNX file in ONNX Runtime. */
public final class OnnxRun {
  private OnnxRun() {}

  /**
   * Paints.
   *
   * @param file the ONNX file, with the input {@code photo} and the output {@code painting}
   * @param colors of the photos, row-major
   * @param shape {@code (N, 3, H, W)}
   * @return the colors of the paintings
   */
  public static float[] paint(Path file, float[] colors, long... shape) {
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      try (OrtSession session = environment.createSession(file.toString(), options);
          OnnxTensor photo = OnnxTensor.createTensor(environment, FloatBuffer.wrap(colors), shape);
          OrtSession.Result result = session.run(Map.of("photo", photo))) {
        FloatBuffer painting = ((OnnxTensor) result.get("painting").orElseThrow()).getFloatBuffer();
        float[] painted = new float[painting.remaining()];
        painting.get(painted);
        return painted;
      }
    } catch (OrtException e) {
      throw new AssertionError(e);
    }
  }
}
