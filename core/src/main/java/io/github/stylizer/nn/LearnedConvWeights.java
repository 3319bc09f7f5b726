package io.github.stylizer.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.ConvWeights;
import io.github.stylizer.weights.TensorInfo;
import io.github.stylizer.weights.WeightsFile;
import io.github.stylizer.weights.WeightsFormatException;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Convolution weights that were learned and stored: {@code <layer>.weight} and {@code <layer>.bias}
 * of a file. Immutable; safe for concurrent use; owns the arrays until {@link #close()}.
 */
public final class LearnedConvWeights implements ConvWeights, AutoCloseable {
  private final NDManager manager;
  private final Map<String, NDArray> kernels = new LinkedHashMap<>();
  private final Map<String, NDArray> biases = new LinkedHashMap<>();

  private LearnedConvWeights(NDManager manager) {
    this.manager = manager;
  }

  /**
   * Reads the layers of a network, as float32.
   *
   * @param file an open file; other tensors in it are ignored
   * @param kernelShapes the shape {@code (O, I, K, K)} of each layer's kernel, by layer, in the
   *     order of the network
   * @param parent the manager whose life bounds that of the result
   * @return the weights, which the caller closes
   * @throws WeightsFormatException if a tensor is missing, has another shape or holds a value that
   *     is not finite
   * @throws IOException if the file cannot be read
   */
  public static LearnedConvWeights load(
      WeightsFile file, Map<String, Shape> kernelShapes, NDManager parent) throws IOException {
    LearnedConvWeights weights = new LearnedConvWeights(parent.newSubManager());
    try {
      for (Map.Entry<String, Shape> layer : kernelShapes.entrySet()) {
        String name = layer.getKey();
        Shape shape = layer.getValue();
        weights.kernels.put(name, weights.read(file, name + ".weight", shape));
        weights.biases.put(name, weights.read(file, name + ".bias", new Shape(shape.get(0))));
      }
      return weights;
    } catch (IOException | RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  private NDArray read(WeightsFile file, String tensor, Shape expected) throws IOException {
    if (!file.names().contains(tensor)) {
      throw new WeightsFormatException(
          file.path(), "the tensor " + tensor + " " + expected + " is missing");
    }
    TensorInfo info = file.info(tensor);
    Shape found = new Shape(info.shape().stream().mapToLong(Long::longValue).toArray());
    if (!found.equals(expected)) {
      throw new WeightsFormatException(
          file.path(), "the tensor " + tensor + " is " + found + ", expected " + expected);
    }
    NDArray array = file.readFloat32(tensor, manager);
    // Both are NaN if any value is.
    try (NDArray smallest = array.min();
        NDArray largest = array.max()) {
      if (!Float.isFinite(smallest.getFloat()) || !Float.isFinite(largest.getFloat())) {
        throw new WeightsFormatException(
            file.path(), "the tensor " + tensor + " holds values that are not finite");
      }
    }
    return array;
  }

  @Override
  public List<String> layers() {
    return List.copyOf(kernels.keySet());
  }

  @Override
  public NDArray kernel(String layer) {
    return find(kernels, layer);
  }

  @Override
  public NDArray bias(String layer) {
    return find(biases, layer);
  }

  private static NDArray find(Map<String, NDArray> arrays, String layer) {
    NDArray array = arrays.get(layer);
    if (array == null) {
      throw new IllegalArgumentException(
          "there is no layer '" + layer + "'; the layers are " + arrays.keySet());
    }
    return array;
  }

  /** Frees the arrays. A second call does nothing. */
  @Override
  public void close() {
    manager.close();
  }
}
