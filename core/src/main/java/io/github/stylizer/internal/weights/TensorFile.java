package io.github.stylizer.internal.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import io.github.stylizer.WeightsFormatException;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Named tensors of any format. */
final class TensorFile implements WeightsFile {
  private static final int LISTED_NAMES = 8;
  private static final int LISTED_LENGTH = 60;

  private final Path path;
  private final Map<String, String> metadata;
  private final Map<String, StoredTensor> tensors;
  private final Closeable resource;

  /** Takes over the resource, which the tensors are read from. */
  TensorFile(
      Path path,
      Map<String, String> metadata,
      Map<String, ? extends StoredTensor> tensors,
      Closeable resource) {
    this.path = path;
    this.metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    this.resource = resource;
  }

  @Override
  public Path path() {
    return path;
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
  public TensorInfo info(String name) {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(path + ": " + missing(name));
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
    StoredTensor tensor = find(name);
    ElementType type = tensor.info().type();
    if (!type.isFloating()) {
      throw new WeightsFormatException(
          path, "tensor '" + name + "' holds " + type + ", floating-point numbers are expected");
    }
    return load(tensor, DataType.FLOAT32, manager);
  }

  @Override
  public void close() throws IOException {
    resource.close();
  }

  private NDArray load(StoredTensor tensor, DataType type, NDManager manager) throws IOException {
    try {
      return TensorLoader.load(tensor, type, manager);
    } catch (EOFException e) {
      throw new WeightsFormatException(
          path, "ends inside tensor '" + tensor.info().name() + "': was it changed while open?", e);
    }
  }

  private StoredTensor find(String name) throws WeightsFormatException {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new WeightsFormatException(path, missing(name));
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
