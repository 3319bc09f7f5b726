package io.github.stylizer.internal.weights;

import io.github.stylizer.internal.io.ProtocolBuffer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** ONNX files made field by field, right and wrong ones. */
final class OnnxBytes {
  private static final int FLOAT = 1;

  private final ProtocolBuffer graph = new ProtocolBuffer();

  /** A file of a graph. */
  static byte[] file(ProtocolBuffer graph) {
    return new ProtocolBuffer()
        .integer(1, 4)
        .text(2, "pytorch")
        .message(7, graph)
        .message(8, new ProtocolBuffer().integer(2, 9))
        .toByteArray();
  }

  /** A tensor without numbers. */
  static ProtocolBuffer tensor(String name, int type, long... shape) {
    ProtocolBuffer tensor = new ProtocolBuffer();
    for (long side : shape) {
      tensor.integer(1, side);
    }
    return tensor.integer(2, type).text(8, name);
  }

  /** A tensor of floats, as raw data. */
  static ProtocolBuffer raw(String name, float[] values, long... shape) {
    return tensor(name, FLOAT, shape).bytes(9, floats(values));
  }

  static byte[] floats(float... values) {
    byte[] bytes = new byte[values.length * Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().put(values);
    return bytes;
  }

  static byte[] doubles(double... values) {
    byte[] bytes = new byte[values.length * Double.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asDoubleBuffer().put(values);
    return bytes;
  }

  OnnxBytes node(String operator, String output, String... inputs) {
    ProtocolBuffer node = new ProtocolBuffer();
    for (String input : inputs) {
      node.text(1, input);
    }
    graph.message(1, node.text(2, output).text(4, operator));
    return this;
  }

  OnnxBytes initializer(ProtocolBuffer tensor) {
    graph.message(5, tensor);
    return this;
  }

  /** Adds fields to the graph. */
  OnnxBytes with(ProtocolBuffer fields) {
    graph.fields(fields);
    return this;
  }

  byte[] file() {
    return file(graph);
  }

  /** A convolution with a kernel and a bias, and a norm. */
  static OnnxBytes small() {
    return new OnnxBytes()
        .node("Conv", "a", "photo", "kernel", "bias")
        .node("Cast", "scale32", "scale")
        .node("InstanceNormalization", "b", "a", "scale32", "bias")
        .initializer(tensor("scale", 10, 2).integer(5, 0x3c00).integer(5, 0x4000))
        .initializer(raw("kernel", new float[] {1, 2, 3, 4}, 2, 1, 1, 2))
        .initializer(raw("bias", new float[] {0.5f, -0.5f}, 2));
  }
}
