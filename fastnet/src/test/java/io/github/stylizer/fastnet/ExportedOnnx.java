package io.github.stylizer.fastnet;

import io.github.stylizer.internal.io.ProtocolBuffer;
import io.github.stylizer.internal.weights.WeightsFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * The network of {@code fast_neural_style} as exporters write it: the layout of PyTorch's exporter
 * with opset 9, as in the ONNX model zoo, with all initializers among the inputs.
 */
final class ExportedOnnx {
  private static final String[] LAYERS = {
    "conv1",
    "in1",
    "conv2",
    "in2",
    "conv3",
    "in3",
    "res1.conv1",
    "res1.in1",
    "res1.conv2",
    "res1.in2",
    "res2.conv1",
    "res2.in1",
    "res2.conv2",
    "res2.in2",
    "res3.conv1",
    "res3.in1",
    "res3.conv2",
    "res3.in2",
    "res4.conv1",
    "res4.in1",
    "res4.conv2",
    "res4.in2",
    "res5.conv1",
    "res5.in1",
    "res5.conv2",
    "res5.in2",
    "deconv1",
    "in4",
    "deconv2",
    "in5",
    "deconv3"
  };

  private ProtocolBuffer nodes = new ProtocolBuffer();
  private ProtocolBuffer initializers = new ProtocolBuffer();
  private ProtocolBuffer inputs = new ProtocolBuffer();
  private final List<String> more = new ArrayList<>();
  private final Map<String, List<Long>> shapes = new LinkedHashMap<>();
  private final Map<String, float[]> values = new LinkedHashMap<>();
  private UnaryOperator<String> naming = UnaryOperator.identity();
  private boolean raw = true;
  private int next = 100;

  /** Takes the weights of a file of PyTorch's. */
  static ExportedOnnx of(WeightsFile file) throws IOException {
    ExportedOnnx exported = new ExportedOnnx();
    for (String name : file.names()) {
      exported.put(name, file.readFloats(name), file.info(name).shape());
    }
    return exported;
  }

  ExportedOnnx put(String name, float[] numbers, List<Long> shape) {
    values.put(name, numbers);
    shapes.put(name, shape);
    return this;
  }

  /** Renames the weights, as some exporters do. */
  ExportedOnnx named(UnaryOperator<String> names) {
    this.naming = names;
    return this;
  }

  /** Stores numbers one by one in fields of their own, as old exporters do. */
  ExportedOnnx asFloats() {
    this.raw = false;
    return this;
  }

  /** Adds a node to the end of the graph. */
  ExportedOnnx withNode(String operator) {
    more.add(operator);
    return this;
  }

  byte[] file() {
    nodes = new ProtocolBuffer();
    initializers = new ProtocolBuffer();
    inputs = new ProtocolBuffer();
    String features = "input1";
    String block = "";
    for (int i = 0; i < LAYERS.length; i++) {
      String layer = LAYERS[i];
      boolean first = layer.endsWith(".conv1");
      block = first ? features : block;
      features = layer.contains("in") ? norm(layer, features) : convolution(layer, features);
      if (layer.endsWith(".in2")) {
        features = node("Add", features, block);
      } else if (layer.contains("in")) {
        features = node("Relu", features);
      }
    }
    for (String operator : more) {
      features = node(operator, features);
    }
    ProtocolBuffer graph = new ProtocolBuffer();
    graph.fields(nodes).text(2, "torch-jit-export").fields(initializers).fields(inputs);
    ProtocolBuffer model = new ProtocolBuffer().integer(1, 4).text(2, "pytorch").text(3, "1.1");
    return model
        .message(7, graph)
        .message(8, new ProtocolBuffer().text(1, "").integer(2, 9))
        .toByteArray();
  }

  private String convolution(String layer, String input) {
    String features = input;
    if (layer.equals("deconv1") || layer.equals("deconv2")) {
      features = node("Upsample", features, node("Constant"));
    }
    features = node("Pad", features);
    return node("Conv", features, weight(layer + ".conv2d.weight"), weight(layer + ".conv2d.bias"));
  }

  private String norm(String layer, String input) {
    return node("InstanceNormalization", input, weight(layer + ".weight"), weight(layer + ".bias"));
  }

  private String node(String operator, String... operands) {
    String output = Integer.toString(next++);
    ProtocolBuffer node = new ProtocolBuffer();
    for (String operand : operands) {
      node.text(1, operand);
    }
    nodes.message(1, node.text(2, output).text(4, operator));
    return output;
  }

  private String weight(String tensor) {
    String name = naming.apply(tensor);
    List<Long> shape = shapes.getOrDefault(tensor, List.of());
    float[] numbers = values.get(tensor);
    if (numbers != null) {
      ProtocolBuffer message = new ProtocolBuffer();
      shape.forEach(side -> message.integer(1, side));
      message.integer(2, 1).text(8, name);
      if (raw) {
        byte[] bytes = new byte[numbers.length * Float.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(numbers);
        message.bytes(9, bytes);
      } else {
        for (float number : numbers) {
          message.number(4, number);
        }
      }
      initializers.message(5, message);
      inputs.message(11, new ProtocolBuffer().text(1, name));
    }
    return name;
  }

  /** The names of all weights, in the order of the network. */
  List<String> names() {
    return new ArrayList<>(values.keySet());
  }
}
