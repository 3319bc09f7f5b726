package io.github.stylizer.internal.onnx;

import io.github.stylizer.internal.io.ProtocolBuffer;

/** An attribute of a node. Immutable. */
public final class OnnxAttribute {
  private static final int FLOAT = 1;
  private static final int INT = 2;
  private static final int STRING = 3;
  private static final int INTS = 7;

  private final ProtocolBuffer message;

  private OnnxAttribute(String name, int type) {
    this.message = new ProtocolBuffer().text(1, name).integer(20, type);
  }

  /**
   * Makes an attribute that is a number.
   *
   * @param name its name
   * @param value its value
   * @return the attribute
   */
  public static OnnxAttribute of(String name, float value) {
    OnnxAttribute attribute = new OnnxAttribute(name, FLOAT);
    attribute.message.number(2, value);
    return attribute;
  }

  /**
   * Makes an attribute that is an integer.
   *
   * @param name its name
   * @param value its value
   * @return the attribute
   */
  public static OnnxAttribute of(String name, long value) {
    OnnxAttribute attribute = new OnnxAttribute(name, INT);
    attribute.message.integer(3, value);
    return attribute;
  }

  /**
   * Makes an attribute that is a text.
   *
   * @param name its name
   * @param value its value
   * @return the attribute
   */
  public static OnnxAttribute of(String name, String value) {
    OnnxAttribute attribute = new OnnxAttribute(name, STRING);
    attribute.message.text(4, value);
    return attribute;
  }

  /**
   * Makes an attribute that is a list of integers.
   *
   * @param name its name
   * @param values its values
   * @return the attribute
   */
  public static OnnxAttribute of(String name, long... values) {
    OnnxAttribute attribute = new OnnxAttribute(name, INTS);
    for (long value : values) {
      attribute.message.integer(8, value);
    }
    return attribute;
  }

  ProtocolBuffer message() {
    return message;
  }
}
