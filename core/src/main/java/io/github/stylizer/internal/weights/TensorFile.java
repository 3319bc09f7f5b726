package io.github.stylizer.internal.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.stylizer.WeightsFormatException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Named tensors of any format. */
final class TensorFile implements WeightsFile {
  private static final int LISTED_NAMES = 8;
  private static final int LISTED_LENGTH = 60;

  private final String origin;
  private final Map<String, String> metadata;
  private final Map<String, StoredTensor> tensors;
  private final List<String> operators;
  private final Closeable resource;

  @FunctionalInterface
  private interface Read<T> {
    T run() throws IOException;
  }

  /** Takes ownership of the resource that the tensors are read from. */
  TensorFile(
      String origin,
      Map<String, String> metadata,
      Map<String, ? extends StoredTensor> tensors,
      Closeable resource) {
    this(origin, metadata, tensors, List.of(), resource);
  }

  /** Makes a file that has a graph, too. */
  TensorFile(
      String origin,
      Map<String, String> metadata,
      Map<String, ? extends StoredTensor> tensors,
      List<String> operators,
      Closeable resource) {
    this.origin = origin;
    this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    this.operators = List.copyOf(operators);
    this.resource = resource;
  }

  @Override
  public String origin() {
    return origin;
  }

  @Override
  public Map<String, String> metadata() {
    return metadata;
  }

  @Override
  public Set<String> names() {
    return tensors.keySet();
  }

  @Override
  public List<String> operators() {
    return operators;
  }

  @Override
  public TensorInfo info(String name) {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(origin + ": " + missing(name));
    }
    return tensor.info();
  }

  @Override
  public NDArray read(String name, NDManager manager) throws IOException {
    StoredTensor tensor = find(name);
    return load(tensor, tensor.info().type().dataType(), manager);
  }

  @Override
  public NDArray readFloat32(String name, NDManager manager) throws IOException {
    return load(findFloating(name), DataType.FLOAT32, manager);
  }

  @Override
  public float[] readFloats(String name) throws IOException {
    StoredTensor tensor = findFloating(name);
    if (tensor.info().elementCount() > FloatReader.LARGEST_COUNT) {
      throw new WeightsFormatException(
          origin,
          String.format(
              Locale.ROOT,
              "tensor '%s' has %d numbers, at most %d fit into an array",
              name,
              tensor.info().elementCount(),
              FloatReader.LARGEST_COUNT));
    }
    return complete(tensor, () -> FloatReader.read(tensor));
  }

  @Override
  public void close() throws IOException {
    resource.close();
  }

  private NDArray load(StoredTensor tensor, DataType type, NDManager manager) throws IOException {
    return complete(tensor, () -> TensorLoader.load(tensor, type, manager));
  }

  private <T> T complete(StoredTensor tensor, Read<T> read) throws IOException {
    try {
      return read.run();
    } catch (EOFException e) {
      throw new WeightsFormatException(
          origin,
          "ends inside tensor '" + tensor.info().name() + "': was it changed while open?",
          e);
    }
  }

  private StoredTensor findFloating(String name) throws WeightsFormatException {
    StoredTensor tensor = find(name);
    ElementType type = tensor.info().type();
    if (!type.isFloating()) {
      throw new WeightsFormatException(
          origin, "tensor '" + name + "' holds " + type + ", expected floating-point numbers");
    }
    return tensor;
  }

  private StoredTensor find(String name) throws WeightsFormatException {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new WeightsFormatException(origin, missing(name));
    }
    return tensor;
  }

  private String missing(String name) {
    String some =
        tensors.keySet().stream()
            .limit(LISTED_NAMES)
            .map(n -> n.length() <= LISTED_LENGTH ? n : n.substring(0, LISTED_LENGTH) + "…")
            .collect(Collectors.joining(", "));
    String more = tensors.size() > LISTED_NAMES ? ", …" : "";
    return "no tensor '" + name + "' among its " + tensors.size() + " (" + some + more + ")";
  }
}
