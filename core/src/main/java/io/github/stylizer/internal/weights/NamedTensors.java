package io.github.stylizer.internal.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.torch.Tensors;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The weights of a network: float32 arrays by name, in the order of the network. Owns the arrays
 * until {@link #close()}. Safe for concurrent use as long as nobody changes the arrays.
 */
public final class NamedTensors implements AutoCloseable {
  private final NDManager manager;
  private final Map<String, NDArray> tensors;

  private NamedTensors(NDManager manager, Map<String, NDArray> tensors) {
    this.manager = manager;
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /**
   * Takes over arrays together with their manager.
   *
   * @param manager owns the arrays, and is closed with the result
   * @param tensors the arrays in the order of the network
   * @return the weights, which the caller closes
   */
  public static NamedTensors of(NDManager manager, Map<String, NDArray> tensors) {
    return new NamedTensors(manager, tensors);
  }

  /**
   * Reads tensors as float32.
   *
   * @param file an open file; other tensors in it are ignored
   * @param shapes the shape of each tensor by name, in the order of the network; where {@code (C,
   *     1, 1, 1)} is expected, {@code (C)} in the file is taken too
   * @param manager for the arrays; closed with the result, or at once if this call throws
   * @return the weights, which the caller closes
   * @throws WeightsFormatException if a tensor is missing, has another shape or holds a value that
   *     is not finite
   * @throws IOException if the file cannot be read
   */
  public static NamedTensors load(WeightsFile file, Map<String, Shape> shapes, NDManager manager)
      throws IOException {
    return load(file, shapes, UnaryOperator.identity(), manager);
  }

  /**
   * Reads tensors as {@link #load(WeightsFile, Map, NDManager)} does, from a file that has names of
   * its own.
   *
   * @param file an open file
   * @param shapes the shape of each tensor by name
   * @param nameInFile from the name of a tensor to that in the file
   * @param manager for the arrays
   * @return the weights, which the caller closes
   * @throws IOException as {@link #load(WeightsFile, Map, NDManager)}
   */
  public static NamedTensors load(
      WeightsFile file,
      Map<String, Shape> shapes,
      UnaryOperator<String> nameInFile,
      NDManager manager)
      throws IOException {
    return load(name -> file, shapes, nameInFile, manager);
  }

  /**
   * Reads tensors as {@link #load(WeightsFile, Map, NDManager)} does, from several files.
   *
   * @param files the open file that each tensor lies in, by the name of the tensor
   * @param shapes the shape of each tensor by name
   * @param manager for the arrays
   * @return the weights, which the caller closes
   * @throws IOException as {@link #load(WeightsFile, Map, NDManager)}
   */
  public static NamedTensors load(
      Function<String, WeightsFile> files, Map<String, Shape> shapes, NDManager manager)
      throws IOException {
    return load(files, shapes, UnaryOperator.identity(), manager);
  }

  private static NamedTensors load(
      Function<String, WeightsFile> files,
      Map<String, Shape> shapes,
      UnaryOperator<String> nameInFile,
      NDManager manager)
      throws IOException {
    try {
      Map<String, NDArray> tensors = new LinkedHashMap<>();
      for (Map.Entry<String, Shape> tensor : shapes.entrySet()) {
        String name = tensor.getKey();
        WeightsFile file = files.apply(name);
        tensors.put(name, read(file, nameInFile.apply(name), tensor.getValue(), manager));
      }
      return new NamedTensors(manager, tensors);
    } catch (IOException | RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  private static NDArray read(WeightsFile file, String name, Shape expected, NDManager manager)
      throws IOException {
    Shape found = FiniteTensors.shape(file, name, expected);
    boolean flat = found.dimension() == 1 && expected.equals(found.addAll(new Shape(1, 1, 1)));
    if (!found.equals(expected) && !flat) {
      throw FiniteTensors.wrongShape(file, name, expected);
    }
    NDArray array = FiniteTensors.read(file, name, manager);
    if (!flat) {
      return array;
    }
    try (array) {
      return array.reshape(expected);
    }
  }

  /**
   * Copies arrays, without their gradients.
   *
   * @param tensors float32, by name, which stay the caller's; those without a shape are ignored
   * @param shapes the shape of each tensor by name, in the order of the network
   * @param manager for the copies; closed with the result, or at once if this call throws
   * @return the weights, which the caller closes
   * @throws IllegalArgumentException if a tensor is missing or has another shape or type
   */
  public static NamedTensors copyOf(
      Map<String, NDArray> tensors, Map<String, Shape> shapes, NDManager manager) {
    try {
      Map<String, NDArray> copies = new LinkedHashMap<>();
      shapes.forEach((name, shape) -> copies.put(name, copy(tensors, name, shape, manager)));
      return new NamedTensors(manager, copies);
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  private static NDArray copy(
      Map<String, NDArray> tensors, String name, Shape expected, NDManager manager) {
    NDArray tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "the tensor %s %s is missing", name, expected));
    }
    if (tensor.getDataType() != DataType.FLOAT32 || !tensor.getShape().equals(expected)) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "the tensor %s is %s %s, expected float32 %s",
              name,
              Tensors.typeName(tensor.getDataType()),
              tensor.getShape(),
              expected));
    }
    try (NDArray detached = tensor.stopGradient()) {
      NDArray copy = detached.duplicate();
      copy.attach(manager);
      return copy;
    }
  }

  /**
   * Returns the manager that owns the arrays, for arrays beside them on the same device.
   *
   * @return the manager, which only {@link #close()} closes
   */
  public NDManager manager() {
    return manager;
  }

  /**
   * Returns the arrays.
   *
   * @return the arrays by name in the order of the network, unmodifiable; they belong to this
   *     object
   */
  public Map<String, NDArray> tensors() {
    return tensors;
  }

  /**
   * Returns one of the arrays.
   *
   * @param name its name
   * @return the array, which belongs to this object
   * @throws IllegalArgumentException if there is none of this name
   */
  public NDArray get(String name) {
    NDArray tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "there is no tensor '" + name + "'; the tensors are " + tensors.keySet());
    }
    return tensor;
  }

  /** Frees the arrays. A second call does nothing. */
  @Override
  public void close() {
    manager.close();
  }
}
