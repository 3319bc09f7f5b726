package io.github.stylizer.internal.weights;

import ai.djl.ndarray.NDArray;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.ZipEntry;

/** Writes what {@code torch.save} writes of a dictionary of float32 tensors. */
public final class TorchWriter {
  private TorchWriter() {}

  /**
   * Writes a file in the zip format.
   *
   * @param file the file
   * @param tensors float32, by name
   * @return the file
   * @throws IOException if it cannot be written
   */
  public static Path zip(Path file, Map<String, NDArray> tensors) throws IOException {
    TorchBytes pickle = new TorchBytes().protocol2().raw("}(");
    Map<String, byte[]> entries = new HashMap<>();
    for (Map.Entry<String, NDArray> tensor : tensors.entrySet()) {
      String key = Integer.toString(entries.size());
      float[] values = tensor.getValue().toFloatArray();
      int[] shape = sizes(tensor.getValue().getShape().getShape());
      pickle.text(tensor.getKey()).tensor(key, values.length, 0, shape, strides(shape));
      ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
      bytes.order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
      entries.put("made/data/" + key, bytes.array());
    }
    entries.put("made/data.pkl", pickle.raw("u").end());
    return Files.write(file, TorchBytes.zip(entries, ZipEntry.STORED));
  }

  private static int[] sizes(long[] shape) {
    int[] sizes = new int[shape.length];
    for (int i = 0; i < sizes.length; i++) {
      sizes[i] = Math.toIntExact(shape[i]);
    }
    return sizes;
  }

  private static int[] strides(int[] shape) {
    int[] strides = new int[shape.length];
    int next = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = next;
      next *= shape[i];
    }
    return strides;
  }
}
