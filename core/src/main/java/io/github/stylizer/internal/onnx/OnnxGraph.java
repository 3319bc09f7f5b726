package io.github.stylizer.internal.onnx;

import io.github.stylizer.internal.io.ProtocolBuffer;
import io.github.stylizer.internal.weights.HalfPrecision;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * A graph in the format <a href="https://github.com/onnx/onnx/blob/main/docs/IR.md">ONNX</a>, being
 * written: nodes in the order in which they run. Every name is of one value, and a node's inputs
 * exist before it. Not safe for concurrent use.
 */
public final class OnnxGraph {
  /** The version of the operators, of ONNX 1.8. */
  static final int OPSET = 13;

  /** The version of the format that goes with the operators. */
  static final int IR_VERSION = 7;

  private static final int FLOAT = 1;
  private static final int INT64 = 7;
  private static final int FLOAT16 = 10;

  private final ProtocolBuffer nodes = new ProtocolBuffer();
  private final ProtocolBuffer initializers = new ProtocolBuffer();
  private final ProtocolBuffer inputs = new ProtocolBuffer();
  private final ProtocolBuffer outputs = new ProtocolBuffer();
  private final Set<String> values = new HashSet<>();

  /** Makes an empty graph. */
  public OnnxGraph() {}

  /**
   * Declares an input.
   *
   * @param name its name
   * @param sides a number or a name for each dimension
   * @return the name
   */
  public String input(String name, List<Object> sides) {
    define(name);
    inputs.message(11, tensorValue(name, sides));
    return name;
  }

  /**
   * Declares an output.
   *
   * @param name of a value that exists
   * @param sides a number or a name for each dimension
   */
  public void output(String name, List<Object> sides) {
    require(name);
    outputs.message(12, tensorValue(name, sides));
  }

  private static ProtocolBuffer tensorValue(String name, List<Object> sides) {
    ProtocolBuffer shape = new ProtocolBuffer();
    for (Object side : sides) {
      ProtocolBuffer dimension = new ProtocolBuffer();
      shape.message(
          1,
          side instanceof Integer number
              ? dimension.integer(1, number)
              : dimension.text(2, side.toString()));
    }
    ProtocolBuffer tensor = new ProtocolBuffer().integer(1, FLOAT).message(2, shape);
    return new ProtocolBuffer().text(1, name).message(2, new ProtocolBuffer().message(1, tensor));
  }

  /**
   * Adds numbers.
   *
   * @param name of the value
   * @param numbers in row-major order
   * @param shape their shape
   * @return the name
   */
  public String constant(String name, float[] numbers, long... shape) {
    byte[] bytes = new byte[numbers.length * Float.BYTES];
    littleEndian(bytes).asFloatBuffer().put(numbers);
    return initializer(name, FLOAT, bytes, shape);
  }

  /**
   * Adds numbers in half precision, and a node that makes them float32.
   *
   * @param name of the numbers
   * @param numbers in row-major order
   * @param shape their shape
   * @return the name of the float32 value
   * @throws IllegalStateException if a number is NaN or beyond ±65504
   */
  public String half(String name, float[] numbers, long... shape) {
    short[] halves = HalfPrecision.ofAll(name, numbers);
    byte[] bytes = new byte[halves.length * Short.BYTES];
    littleEndian(bytes).asShortBuffer().put(halves);
    initializer(name, FLOAT16, bytes, shape);
    return node("Cast", name + ".float32", List.of(name), OnnxAttribute.of("to", FLOAT));
  }

  /**
   * Adds a vector of integers.
   *
   * @param name of the value
   * @param numbers its numbers
   * @return the name
   */
  public String integers(String name, long... numbers) {
    byte[] bytes = new byte[numbers.length * Long.BYTES];
    littleEndian(bytes).asLongBuffer().put(numbers);
    return initializer(name, INT64, bytes, numbers.length);
  }

  private String initializer(String name, int type, byte[] numbers, long... shape) {
    define(name);
    ProtocolBuffer tensor = new ProtocolBuffer();
    Arrays.stream(shape).forEach(side -> tensor.integer(1, side));
    tensor.integer(2, type).text(8, name).bytes(9, numbers);
    initializers.message(5, tensor);
    return name;
  }

  private static ByteBuffer littleEndian(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Adds a node with one output.
   *
   * @param operator one of opset 13
   * @param output the name of its output, and of the node
   * @param operands the names of its inputs, which exist; empty where an optional one is left out
   * @param attributes its attributes
   * @return the name of the output
   */
  public String node(
      String operator, String output, List<String> operands, OnnxAttribute... attributes) {
    operands.stream().filter(operand -> !operand.isEmpty()).forEach(this::require);
    define(output);
    ProtocolBuffer node = new ProtocolBuffer();
    operands.forEach(operand -> node.text(1, operand));
    node.text(2, output).text(3, output).text(4, operator);
    for (OnnxAttribute attribute : attributes) {
      node.message(5, attribute.message());
    }
    nodes.message(1, node);
    return output;
  }

  private void define(String name) {
    if (!values.add(name)) {
      throw new IllegalArgumentException("there are two values named " + name);
    }
  }

  private void require(String name) {
    if (!values.contains(name)) {
      throw new IllegalArgumentException("there is no value named " + name + " before it is used");
    }
  }

  /**
   * Returns the file of the graph.
   *
   * @param name of the graph
   * @param version of this library
   * @param metadata written in the order of the keys
   * @return the complete model
   * @throws IllegalStateException if it exceeds 2 GiB, the limit of the format
   */
  public ProtocolBuffer model(String name, String version, Map<String, String> metadata) {
    // In the order of the fields' numbers.
    ProtocolBuffer graph = new ProtocolBuffer();
    ProtocolBuffer title = new ProtocolBuffer().text(2, name);
    List.of(nodes, title, initializers, inputs, outputs).forEach(graph::fields);
    ProtocolBuffer model =
        new ProtocolBuffer()
            .integer(1, IR_VERSION)
            .text(2, "stylizer")
            .text(3, version)
            .message(7, graph)
            .message(8, new ProtocolBuffer().text(1, "").integer(2, OPSET));
    metadata.forEach(
        (key, value) -> model.message(14, new ProtocolBuffer().text(1, key).text(2, value)));
    if (model.length() > Integer.MAX_VALUE) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "as ONNX the network takes %d bytes, but the format is limited to %d",
              model.length(),
              Integer.MAX_VALUE));
    }
    return model;
  }
}
