package io.github.stylizer.internal.weights;

import io.github.stylizer.WeightsFormatException;
import io.github.stylizer.internal.io.FileLimits;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An initializer of an ONNX file. Its numbers stay in the file, unless they are stored one by one.
 */
final class OnnxTensor {
  private static final int FLOAT16 = 10;
  private static final int BFLOAT16 = 16;
  private static final Map<Integer, ElementType> TYPES =
      Map.of(
          1,
          ElementType.F32,
          FLOAT16,
          ElementType.F16,
          11,
          ElementType.F64,
          BFLOAT16,
          ElementType.BF16);

  private final String origin;
  private final List<Long> shape = new ArrayList<>();
  private String name = "";
  private int type;
  private boolean isExternal;
  private @Nullable ByteSource numbers;
  private @Nullable ByteArrayOutputStream collected;

  private record Floats(TensorInfo info, ByteSource rowMajor) implements StoredTensor {}

  /** Numbers that are stored one by one may take memory, all tensors of a file together. */
  static final class Budget {
    private long left = FileLimits.ONNX_COLLECTED_BYTES;

    private void take(String origin, long bytes) throws WeightsFormatException {
      left -= bytes;
      if (left < 0) {
        throw new WeightsFormatException(
            origin,
            String.format(
                Locale.ROOT,
                "stores more than %d bytes of numbers one by one: store them as raw data",
                FileLimits.ONNX_COLLECTED_BYTES));
      }
    }
  }

  private OnnxTensor(String origin) {
    this.origin = origin;
  }

  static OnnxTensor read(String origin, ProtocolInput input, Budget budget) throws IOException {
    OnnxTensor tensor = new OnnxTensor(origin);
    while (input.next()) {
      if (input.is(8, ProtocolInput.BYTES)) {
        tensor.name = input.text();
      } else if (input.is(2, ProtocolInput.VARINT)) {
        tensor.type = (int) Math.min(Integer.MAX_VALUE, Math.max(0, input.varint()));
      } else if (input.is(14, ProtocolInput.VARINT)) {
        tensor.isExternal |= input.varint() != 0;
      } else if (!tensor.readShape(input) && !tensor.readNumbers(input, budget)) {
        input.skip();
      }
    }
    return tensor;
  }

  private boolean readShape(ProtocolInput input) throws IOException {
    if (input.is(1, ProtocolInput.VARINT)) {
      input.countEntry();
      shape.add(input.varint());
      return true;
    }
    if (input.is(1, ProtocolInput.BYTES)) {
      ProtocolInput packed = input.message();
      while (packed.hasMore()) {
        input.countEntry();
        shape.add(packed.varint());
      }
      return true;
    }
    return false;
  }

  private boolean readNumbers(ProtocolInput input, Budget budget) throws IOException {
    if (input.is(9, ProtocolInput.BYTES)
        || input.is(4, ProtocolInput.BYTES)
        || input.is(10, ProtocolInput.BYTES)) {
      add(input.bytes(), budget);
    } else if (input.is(4, ProtocolInput.FIXED_32)) {
      add(input.fixed(Float.BYTES), budget);
    } else if (input.is(10, ProtocolInput.FIXED_64)) {
      add(input.fixed(Double.BYTES), budget);
    } else if (input.is(5, ProtocolInput.BYTES)) {
      ProtocolInput packed = input.message();
      while (packed.hasMore()) {
        addHalf(packed.varint(), budget);
      }
    } else if (input.is(5, ProtocolInput.VARINT)) {
      addHalf(input.varint(), budget);
    } else {
      return false;
    }
    return true;
  }

  private void add(ByteSource more, Budget budget) throws IOException {
    if (numbers == null && collected == null) {
      numbers = more;
      return;
    }
    if (numbers != null) {
      ByteSource first = numbers;
      numbers = null;
      collect(first, budget);
    }
    collect(more, budget);
  }

  private void collect(ByteSource more, Budget budget) throws IOException {
    budget.take(origin, more.size());
    byte[] bytes = new byte[(int) more.size()];
    more.read(0, ByteBuffer.wrap(bytes));
    collected().writeBytes(bytes);
  }

  /** The bits of a number in half precision, or an integer, which no weight is. */
  private void addHalf(long bits, Budget budget) throws IOException {
    budget.take(origin, Short.BYTES);
    collected().write((int) bits);
    collected().write((int) bits >> Byte.SIZE);
  }

  private ByteArrayOutputStream collected() {
    if (collected == null) {
      collected = new ByteArrayOutputStream();
    }
    return collected;
  }

  String name() {
    return name;
  }

  /**
   * The tensor as a weight.
   *
   * @throws WeightsFormatException if it is none, or not all of it is in the file
   */
  StoredTensor weight() throws WeightsFormatException {
    ElementType floating = TYPES.get(type);
    if (floating == null) {
      throw refused(
          "has the type " + type + " of ONNX, expected floating-point numbers (1, 10, 11 or 16)");
    }
    if (isExternal) {
      throw refused("is stored in another file, which is not read: save the model as one file");
    }
    TensorInfo info;
    try {
      info = new TensorInfo(name, floating, shape);
    } catch (IllegalArgumentException e) {
      throw refused("cannot be: " + e.getMessage());
    }
    ByteSource found = numbers();
    if (found.size() != info.byteCount()) {
      throw refused(
          String.format(
              Locale.ROOT,
              "is %s %s, which takes %d bytes, but has %d",
              floating,
              shape,
              info.byteCount(),
              found.size()));
    }
    return new Floats(info, found);
  }

  private ByteSource numbers() {
    if (numbers != null) {
      return numbers;
    }
    return ByteSource.of(collected == null ? new byte[0] : collected.toByteArray());
  }

  private WeightsFormatException refused(String problem) {
    return new WeightsFormatException(origin, "tensor '" + name + "' " + problem);
  }
}
