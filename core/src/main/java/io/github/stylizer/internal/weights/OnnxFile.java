package io.github.stylizer.internal.weights;

import io.github.stylizer.WeightsFormatException;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Opens ONNX models. Of the graph only the initializers are read, and which nodes use them; nothing
 * is run. The tensors of the file are the weights of convolutions, norms and linear layers, in the
 * order of these nodes.
 */
final class OnnxFile {
  /** Operators whose inputs after the first are learned. */
  private static final Set<String> WEIGHTED =
      Set.of(
          "Conv",
          "ConvTranspose",
          "InstanceNormalization",
          "BatchNormalization",
          "PRelu",
          "Gemm",
          "MatMul");

  /** Operators whose result is their input, possibly in another precision. */
  private static final Set<String> PASSING = Set.of("Cast", "Identity");

  // An exporter writes one or two.
  private static final int MOST_PASSING = 8;

  private final String origin;
  private final OnnxTensor.Budget budget = new OnnxTensor.Budget();
  private final Map<String, String> metadata = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Map<String, OnnxTensor> initializers = new LinkedHashMap<>();
  private boolean hasGraph;

  /** A node, without its attributes. */
  private record Node(String operator, List<String> inputs, List<String> outputs) {}

  private OnnxFile(String origin) {
    this.origin = origin;
  }

  /**
   * Recognizes the version that every model begins with, a number of one byte. The format has no
   * magic number: this comes after all others.
   */
  static boolean matches(byte[] start) {
    return start.length > 2 && start[0] == 1 << 3 && start[1] > 0;
  }

  /** Opens a file. The result closes the underlying resource. */
  static WeightsFile open(String origin, ByteSource file, Closeable resource) throws IOException {
    OnnxFile model = new OnnxFile(origin);
    model.readModel(ProtocolInput.of(origin, file));
    if (!model.hasGraph) {
      throw new WeightsFormatException(origin, "is no ONNX file: it has no graph");
    }
    List<String> operators = model.nodes.stream().map(Node::operator).toList();
    return new TensorFile(origin, model.metadata, model.weights(), operators, resource);
  }

  private void readModel(ProtocolInput model) throws IOException {
    while (model.next()) {
      if (model.is(7, ProtocolInput.BYTES)) {
        if (hasGraph) {
          throw new WeightsFormatException(origin, "has two graphs, expected one");
        }
        hasGraph = true;
        readGraph(model.message());
      } else if (model.is(14, ProtocolInput.BYTES)) {
        model.countEntry();
        readProperty(model.message());
      } else {
        model.skip();
      }
    }
  }

  private void readProperty(ProtocolInput property) throws IOException {
    String key = "";
    String value = "";
    while (property.next()) {
      if (property.is(1, ProtocolInput.BYTES)) {
        key = property.text();
      } else if (property.is(2, ProtocolInput.BYTES)) {
        value = property.text();
      } else {
        property.skip();
      }
    }
    if (metadata.putIfAbsent(key, value) != null) {
      throw new WeightsFormatException(origin, "has the metadata '" + key + "' twice");
    }
  }

  private void readGraph(ProtocolInput graph) throws IOException {
    while (graph.next()) {
      if (graph.is(1, ProtocolInput.BYTES)) {
        graph.countEntry();
        nodes.add(node(graph.message()));
      } else if (graph.is(5, ProtocolInput.BYTES)) {
        graph.countEntry();
        OnnxTensor tensor = OnnxTensor.read(origin, graph.message(), budget);
        if (initializers.putIfAbsent(tensor.name(), tensor) != null) {
          throw new WeightsFormatException(origin, "has the tensor '" + tensor.name() + "' twice");
        }
      } else {
        graph.skip();
      }
    }
  }

  private static Node node(ProtocolInput node) throws IOException {
    String operator = "";
    List<String> inputs = new ArrayList<>();
    List<String> outputs = new ArrayList<>();
    while (node.next()) {
      if (node.is(1, ProtocolInput.BYTES)) {
        node.countEntry();
        inputs.add(node.text());
      } else if (node.is(2, ProtocolInput.BYTES)) {
        node.countEntry();
        outputs.add(node.text());
      } else if (node.is(4, ProtocolInput.BYTES)) {
        operator = node.text();
      } else {
        node.skip();
      }
    }
    return new Node(operator, inputs, outputs);
  }

  private Map<String, StoredTensor> weights() throws WeightsFormatException {
    Map<String, String> passed = new LinkedHashMap<>();
    for (Node node : nodes) {
      if (PASSING.contains(node.operator) && !node.inputs.isEmpty() && !node.outputs.isEmpty()) {
        passed.put(node.outputs.get(0), node.inputs.get(0));
      }
    }
    Map<String, StoredTensor> weights = new LinkedHashMap<>();
    for (Node node : nodes) {
      if (WEIGHTED.contains(node.operator)) {
        for (String input :
            node.inputs.subList(Math.min(1, node.inputs.size()), node.inputs.size())) {
          OnnxTensor tensor = initializer(input, passed);
          if (tensor != null && !weights.containsKey(tensor.name())) {
            weights.put(tensor.name(), tensor.weight());
          }
        }
      }
    }
    return weights;
  }

  private @Nullable OnnxTensor initializer(String input, Map<String, String> passed) {
    String name = input;
    for (int i = 0; i < MOST_PASSING && passed.containsKey(name); i++) {
      name = passed.getOrDefault(name, "");
    }
    return initializers.get(name);
  }
}
