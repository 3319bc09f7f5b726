package io.github.stylizer.internal.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.weights.FiniteTensors;
import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Convolution weights that are learned: {@code <layer>.weight} and {@code <layer>.bias}. Owns the
 * arrays until {@link #close()}. Safe for concurrent use as long as nobody changes the arrays.
 */
public final class StoredConvWeights implements ConvWeights, AutoCloseable {
  private final NDManager manager;
  private final Map<String, NDArray> tensors;
  private final ConvWeights weights;

  StoredConvWeights(NDManager manager, Map<String, NDArray> tensors) {
    this.manager = manager;
    this.tensors = tensors;
    this.weights = ConvWeights.of(tensors);
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
  public static StoredConvWeights load(
      WeightsFile file, Map<String, Shape> kernelShapes, NDManager parent) throws IOException {
    return load(file, kernelShapes, UnaryOperator.identity(), parent);
  }

  /**
   * Reads the layers of a network from a file that has names of its own, as float32.
   *
   * @param file an open file; other tensors in it are ignored
   * @param kernelShapes the shape {@code (O, I, K, K)} of each layer's kernel, by layer, in the
   *     order of the network; {@code (C)} in the file is taken as {@code (C, 1, 1, 1)}
   * @param nameInFile from {@code <layer>} to what the file has before {@code .weight} and {@code
   *     .bias}
   * @param parent the manager whose life bounds that of the result
   * @return the weights, which the caller closes
   * @throws WeightsFormatException if a tensor is missing, has another shape or holds a value that
   *     is not finite
   * @throws IOException if the file cannot be read
   */
  public static StoredConvWeights load(
      WeightsFile file,
      Map<String, Shape> kernelShapes,
      UnaryOperator<String> nameInFile,
      NDManager parent)
      throws IOException {
    NDManager manager = parent.newSubManager();
    try {
      Map<String, NDArray> tensors = new LinkedHashMap<>();
      for (Map.Entry<String, Shape> layer : kernelShapes.entrySet()) {
        String stored = nameInFile.apply(layer.getKey());
        Shape shape = layer.getValue();
        NDArray kernel = read(file, stored + ".weight", shape, manager);
        tensors.put(layer.getKey() + ".weight", kernel);
        NDArray bias = read(file, stored + ".bias", shape.slice(0, 1), manager);
        tensors.put(layer.getKey() + ".bias", bias);
      }
      return new StoredConvWeights(manager, tensors);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  /**
   * Copies the layers of a network, without their gradients.
   *
   * @param tensors {@code <layer>.weight} and {@code <layer>.bias}, float32, which stay the
   *     caller's; others are ignored
   * @param kernelShapes the shape of each layer's kernel, by layer, in the order of the network
   * @param parent the manager whose life bounds that of the result
   * @return the weights, which the caller closes
   * @throws IllegalArgumentException if a tensor is missing or has another shape or type
   */
  public static StoredConvWeights copyOf(
      Map<String, NDArray> tensors, Map<String, Shape> kernelShapes, NDManager parent) {
    NDManager manager = parent.newSubManager();
    try {
      Map<String, NDArray> copies = new LinkedHashMap<>();
      kernelShapes.forEach(
          (layer, shape) -> {
            copies.put(layer + ".weight", copy(tensors, layer + ".weight", shape, manager));
            copies.put(layer + ".bias", copy(tensors, layer + ".bias", shape.slice(0, 1), manager));
          });
      return new StoredConvWeights(manager, copies);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  private static NDArray copy(
      Map<String, NDArray> tensors, String name, Shape expected, NDManager manager) {
    NDArray tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException("the tensor %s %s is missing".formatted(name, expected));
    }
    if (tensor.getDataType() != DataType.FLOAT32 || !tensor.getShape().equals(expected)) {
      throw new IllegalArgumentException(
          "the tensor %s is %s %s, expected float32 %s"
              .formatted(name, tensor.getDataType(), tensor.getShape(), expected));
    }
    try (NDArray detached = tensor.stopGradient()) {
      NDArray copy = detached.duplicate();
      copy.attach(manager);
      return copy;
    }
  }

  private static NDArray read(WeightsFile file, String tensor, Shape expected, NDManager manager)
      throws IOException {
    Shape found = FiniteTensors.shape(file, tensor, expected);
    boolean flat = found.dimension() == 1 && expected.equals(found.addAll(new Shape(1, 1, 1)));
    if (!found.equals(expected) && !flat) {
      throw FiniteTensors.wrongShape(file, tensor, expected);
    }
    NDArray array = FiniteTensors.read(file, tensor, manager);
    if (!flat) {
      return array;
    }
    try (array) {
      return array.reshape(expected);
    }
  }

  /**
   * Returns the arrays by the names that torch gives them.
   *
   * @return {@code <layer>.weight} and {@code <layer>.bias} in the order of the network; the arrays
   *     belong to this object
   */
  public Map<String, NDArray> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  @Override
  public List<String> layers() {
    return weights.layers();
  }

  @Override
  public NDArray kernel(String layer) {
    return weights.kernel(layer);
  }

  @Override
  public NDArray bias(String layer) {
    return weights.bias(layer);
  }

  /** Frees the arrays. A second call does nothing. */
  @Override
  public void close() {
    manager.close();
  }
}
